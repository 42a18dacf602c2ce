import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountsOf, priceParts, uncoveredLines, type ClearedLine } from './clearance.ts';

const line = (lineNo: string, quantity: number, paidShareFen: string, unitPriceFen = '10000'): ClearedLine => ({
  lineNo,
  sku: `SKU-${lineNo}`,
  title: `Item ${lineNo}`,
  quantity,
  coldChain: false,
  unitPriceFen,
  paidShareFen,
});

describe('what is left to source', () => {
  it('is nothing when the same clearance comes again', () => {
    expect(
      uncoveredLines(
        [line('1', 2, '100'), line('2', 1, '50')],
        [
          { lineNo: '1', quantity: 2 },
          { lineNo: '2', quantity: 1 },
        ],
      ),
    ).toEqual([]);
  });

  it('is what no warehouse has, with its share of the money', () => {
    expect(uncoveredLines([line('1', 3, '100')], [{ lineNo: '1', quantity: 1 }])).toEqual([line('1', 2, '67')]);
  });
});

describe('money of the parts', () => {
  it('adds up per line, whatever the split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        fc.bigInt({ min: 0n, max: 1_000_000n }),
        fc.bigInt({ min: 0n, max: 5_000n }),
        (quantities, paid, unit, freight) => {
          const total = quantities.reduce((sum, quantity) => sum + quantity, 0);
          const parts = quantities.map((quantity, index) => ({ warehouseId: `W${index}`, lines: [{ lineNo: '1', sku: 'S', quantity }] }));
          const priced = priceParts([line('1', total, paid.toString(), unit.toString())], parts);
          expect(priced.flat().reduce((sum, one) => sum + one.paidShareFen, 0n)).toBe(paid);
          for (const lines of priced) {
            const amounts = amountsOf(lines, freight);
            expect(amounts.totalFen).toBe(amounts.toCollectFen + amounts.paidFen);
            expect(amounts.totalFen).toBe(amounts.itemFen - amounts.discountFen + amounts.freightFen);
          }
        },
      ),
    );
  });
});
