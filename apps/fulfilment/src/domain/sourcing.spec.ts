import { describe, expect, it } from 'vitest';
import { nearestBySort } from './nearest.ts';
import type { SourcingOrder, StockView, Warehouse } from './sourcing-facts.ts';
import { firstSourcingRule } from './sourcing-rule.ts';
import { decideSourcing } from './sourcing.ts';

const warehouse = (id: string, longitude: number, latitude: number, more: Partial<Warehouse> = {}): Warehouse => ({
  id,
  name: id,
  longitude,
  latitude,
  coldChain: false,
  takingOrders: true,
  ...more,
});

const network = [
  warehouse('HZ', 120.21, 30.25),
  warehouse('JH', 119.65, 29.08),
  warehouse('SHC', 121.28, 31.19, { coldChain: true }),
  warehouse('GZ', 113.32, 23.24, { coldChain: true }),
  warehouse('CD', 104.21, 30.56),
];

interface Facts {
  readonly stock: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly occupancy?: Readonly<Record<string, number>>;
}

const viewOf = (facts: Facts): StockView => ({
  free: (id, sku) => facts.stock[id]?.[sku] ?? 0,
  occupancy: (id) => facts.occupancy?.[id] ?? 0.1,
});

const order = (more: Partial<SourcingOrder> = {}): SourcingOrder => ({
  orderId: 'DY20261122-00001',
  channel: 'DY',
  raised: false,
  at: { longitude: 120.15, latitude: 30.28 },
  lines: [{ lineNo: '1', sku: 'TEA', quantity: 2, coldChain: false }],
  excluded: new Map(),
  ...more,
});

const decide = (facts: Facts, wish: SourcingOrder = order(), among: readonly Warehouse[] = network) =>
  decideSourcing(wish, nearestBySort(among), viewOf(facts), firstSourcingRule);

const chosen = (decision: ReturnType<typeof decide>) => decision.parts.map((part) => part.warehouseId);
const refusalOf = (decision: ReturnType<typeof decide>, id: string) => {
  const found = decision.candidates.find((candidate) => candidate.warehouseId === id);
  return [found?.refusal, found?.refusalDetail];
};

describe('layer 1, the nearest three', () => {
  it('looks at no warehouse beyond them while one of them can give everything', () => {
    const decision = decide({ stock: { HZ: { TEA: 5 }, GZ: { TEA: 9_999 } } });
    expect(chosen(decision)).toEqual(['HZ']);
    expect(decision.widened).toBe(false);
    expect(refusalOf(decision, 'GZ')).toEqual(['OUT_OF_NEAREST', 'beyond the nearest 3']);
  });

  it('widens, and says so, when none of them can', () => {
    const decision = decide({ stock: { GZ: { TEA: 5 } } });
    expect(chosen(decision)).toEqual(['GZ']);
    expect(decision.widened).toBe(true);
    expect(refusalOf(decision, 'HZ')).toEqual(['NO_STOCK', 'TEA: 0 of 2']);
  });

  it('lets the next one move up when one takes no orders', () => {
    const stopped = network.map((one) => (one.id === 'JH' ? { ...one, takingOrders: false } : one));
    const decision = decide({ stock: { GZ: { TEA: 5 }, CD: { TEA: 50 } } }, order(), stopped);
    expect(chosen(decision)).toEqual(['GZ']);
    expect(decision.widened).toBe(false);
    expect(refusalOf(decision, 'JH')).toEqual(['STOPPED', 'takes no orders']);
  });
});

describe('layer 2, occupancy and depth', () => {
  it('drops a warehouse above 85 % and keeps one at exactly 85 %', () => {
    const stock = { HZ: { TEA: 100 }, JH: { TEA: 50 } };
    const over = decide({ stock, occupancy: { HZ: 0.851 } });
    expect(chosen(over)).toEqual(['JH']);
    expect(refusalOf(over, 'HZ')).toEqual(['OVER_OCCUPANCY', '85.1 % allocated, at most 85 %']);
    expect(chosen(decide({ stock, occupancy: { HZ: 0.85 } }))).toEqual(['HZ']);
  });

  it('prefers deep stock to a somewhat shorter way', () => {
    expect(chosen(decide({ stock: { HZ: { TEA: 4 }, JH: { TEA: 400 } } }))).toEqual(['JH']);
  });

  it('scores as the weights say, to the last digit', () => {
    const decision = decide({ stock: { HZ: { TEA: 40 }, JH: { TEA: 20 } } });
    const hangzhou = decision.candidates.find((candidate) => candidate.warehouseId === 'HZ');
    const jinhua = decision.candidates.find((candidate) => candidate.warehouseId === 'JH');
    expect(hangzhou?.scores).toEqual([
      { name: 'DISTANCE', value: 0.9973, weight: 0.3 },
      { name: 'DEPTH', value: 1, weight: 0.6 },
      { name: 'CLASS', value: 1, weight: 0.1 },
    ]);
    expect(jinhua?.scores.map((score) => score.value)).toEqual([0.9432, 0.5, 1]);
    expect([hangzhou?.rank, jinhua?.rank]).toEqual([1, 2]);
  });
});

describe('layer 3, class and cold chain', () => {
  const cold = order({ lines: [{ lineNo: '1', sku: 'CAKE', quantity: 1, coldChain: true }] });

  it('sends cold-chain goods through a cold-chain warehouse only', () => {
    const decision = decide({ stock: { HZ: { CAKE: 99 }, SHC: { CAKE: 1 } } }, cold);
    expect(chosen(decision)).toEqual(['SHC']);
    expect(refusalOf(decision, 'HZ')).toEqual(['NO_COLD_CHAIN', 'CAKE needs a cold chain']);
  });

  it('fails with the reason when there is no cold chain at all', () => {
    const decision = decide({ stock: { HZ: { CAKE: 99 } } }, cold, [network[0] ?? warehouse('HZ', 0, 0)]);
    expect(decision.failure).toBe('NO_COLD_CHAIN');
  });

  it('takes every line of a channel of the cold lane through a cold-chain warehouse', () => {
    const decision = decide({ stock: { HZ: { TEA: 99 }, SHC: { TEA: 2 } } }, order({ channel: 'MT' }));
    expect(chosen(decision)).toEqual(['SHC']);
  });

  it('lets a raised order weigh the way above the depth', () => {
    const stock = { HZ: { TEA: 10 }, CD: { TEA: 400 }, JH: { TEA: 40 } };
    const among = network.filter((one) => one.id === 'HZ' || one.id === 'CD');
    expect(chosen(decide({ stock }, order(), among))).toEqual(['CD']);
    expect(chosen(decide({ stock }, order({ raised: true }), among))).toEqual(['HZ']);
  });
});

describe('splitting', () => {
  const two = order({
    lines: [
      { lineNo: '1', sku: 'TEA', quantity: 2, coldChain: false },
      { lineNo: '2', sku: 'CUP', quantity: 1, coldChain: false },
    ],
  });

  it('prefers one far warehouse with everything to two near ones', () => {
    expect(chosen(decide({ stock: { HZ: { TEA: 9 }, JH: { CUP: 9 }, GZ: { TEA: 2, CUP: 1 } } }, two))).toEqual(['GZ']);
  });

  it('uses the fewest warehouses and leaves none of a line out', () => {
    const decision = decide({ stock: { HZ: { TEA: 1 }, JH: { TEA: 1 }, SHC: { CUP: 1 }, GZ: { TEA: 2 } } }, two);
    expect(chosen(decision).toSorted()).toEqual(['GZ', 'SHC']);
    const units = decision.parts.flatMap((part) => part.lines);
    expect(units.reduce((sum, line) => sum + line.quantity, 0)).toBe(3);
  });

  it('spreads one line when no warehouse has enough of it', () => {
    const decision = decide({ stock: { HZ: { TEA: 1 }, JH: { TEA: 1 } } });
    expect(decision.parts.map((part) => [part.warehouseId, part.lines[0]?.quantity])).toEqual([
      ['HZ', 1],
      ['JH', 1],
    ]);
  });

  it('keeps cold-chain lines apart from a warehouse without one', () => {
    const mixed = order({
      lines: [
        { lineNo: '1', sku: 'TEA', quantity: 1, coldChain: false },
        { lineNo: '2', sku: 'CAKE', quantity: 1, coldChain: true },
      ],
    });
    const decision = decide({ stock: { HZ: { TEA: 5, CAKE: 5 }, SHC: { CAKE: 1 } } }, mixed);
    expect(Object.fromEntries(decision.parts.map((part) => [part.warehouseId, part.lines.map((line) => line.sku)]))).toEqual({
      HZ: ['TEA'],
      SHC: ['CAKE'],
    });
  });

  it('does not give the same unit to two lines of one SKU', () => {
    const twice = order({
      lines: [
        { lineNo: '1', sku: 'TEA', quantity: 2, coldChain: false },
        { lineNo: '2', sku: 'TEA', quantity: 2, coldChain: false },
      ],
    });
    expect(decide({ stock: { HZ: { TEA: 3 } } }, twice).failure).toBe('NO_STOCK_IN_REACH');
    expect(chosen(decide({ stock: { HZ: { TEA: 4 } } }, twice))).toEqual(['HZ']);
  });
});

describe('failing and explaining', () => {
  it('names the failure by its cause', () => {
    expect(decide({ stock: {} }).failure).toBe('NO_STOCK_IN_REACH');
    expect(decide({ stock: { HZ: { TEA: 9 } }, occupancy: { HZ: 0.9, JH: 0.9, SHC: 0.9, GZ: 0.9, CD: 0.9 } }).failure).toBe(
      'NO_WAREHOUSE_IN_REACH',
    );
    const refused = new Map(network.map((one) => [one.id, 'refused by the warehouse']));
    expect(decide({ stock: { HZ: { TEA: 9 } } }, order({ excluded: refused })).failure).toBe('ALL_REFUSED');
  });

  it('changes the explanation when one stored fact changes', () => {
    const before = decide({ stock: { HZ: { TEA: 100 }, JH: { TEA: 50 } }, occupancy: { HZ: 0.5 } });
    const after = decide({ stock: { HZ: { TEA: 100 }, JH: { TEA: 50 } }, occupancy: { HZ: 0.92 } });
    expect(chosen(before)).toEqual(['HZ']);
    expect(chosen(after)).toEqual(['JH']);
    expect(refusalOf(before, 'HZ')).toEqual([null, null]);
    expect(refusalOf(after, 'HZ')).toEqual(['OVER_OCCUPANCY', '92 % allocated, at most 85 %']);
  });

  it('chooses the same for the same facts, whatever the order of the warehouses', () => {
    const facts = { stock: { HZ: { TEA: 7 }, JH: { TEA: 7 }, SHC: { TEA: 7 } } };
    expect(decide(facts, order(), network.toReversed()).parts).toEqual(decide(facts).parts);
  });
});
