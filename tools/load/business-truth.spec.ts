import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { everyCancelWasAnswered, neverCancelledAndShipped, openCancels } from '../../load-tests/checks/cancel-or-ship.ts';
import { liveTimes } from '../../load-tests/checks/live-times.ts';
import { nothingIsLeft } from '../../load-tests/checks/nothing-is-left.ts';
import { ordersAreWhole } from '../../load-tests/checks/orders-are-whole.ts';
import { outsideAgrees } from '../../load-tests/checks/outside-agrees.ts';
import { sentOrders } from '../../load-tests/checks/sent-orders.ts';
import type { FinalState } from '../../load-tests/checks/state.ts';
import { stockIsConserved } from '../../load-tests/checks/stock-is-conserved.ts';
import type { Verdict } from '../../load-tests/checks/verdict.ts';
import { parseLoadOptions } from '../../load-tests/runner/options.ts';
import { interleave } from '../../load-tests/runner/outside-world.ts';
import type { Suite } from '../../load-tests/runner/suite.ts';

const suite: Suite = {
  name: 'smoke',
  until: 'SHIPPED',
  defaults: { rate: 10, seconds: 60, warmUpSeconds: 15, readsPerSecond: 1, speed: 300 },
};

interface World {
  /** Rows by `app: a piece of the statement`; a statement that nobody names finds nothing. */
  readonly rows?: Readonly<Record<string, readonly object[]>>;
  readonly ledger?: Readonly<Record<string, readonly { readonly key: string; readonly data: object }[]>>;
  readonly systems?: Readonly<Record<string, object>>;
}

function stateOf({ rows = {}, ledger = {}, systems = {} }: World): FinalState {
  return {
    query: async (app, row, sql) => {
      const named = Object.entries(rows).find(([key]) => key.startsWith(`${app}: `) && sql.includes(key.slice(app.length + 2)));
      return z.array(row).parse(named?.[1] ?? []);
    },
    outside: async (path, shape) => {
      const asked = /\/ledger\?system=([^&]+)&kind=([^&]+)&after=(\d+)/.exec(path);
      if (asked === null) return shape.parse(systems[path.slice('/systems/'.length)] ?? { doubles: [], idle: [], unannounced: [] });
      const entries = asked[3] === '0' ? (ledger[`${asked[1]} ${asked[2]}`] ?? []) : [];
      return shape.parse({ entries: entries.map((one, index) => ({ seq: index + 1, ...one })), next: entries.length });
    },
    consumers: async () => [],
    close: async () => undefined,
  };
}

type Case = readonly [what: string, change: Record<string, readonly object[]>, claim: string];
type LedgerCase = readonly [what: string, ledger: NonNullable<World['ledger']>, claim: string];

const failing = (verdicts: readonly Verdict[]): readonly string[] => verdicts.filter(({ holds }) => !holds).map(({ claim }) => claim);

describe('the client’s own log', () => {
  it('takes every sent push as promised except those that were not acknowledged', () => {
    const orders = sentOrders(['1', '2', '3', '4'], 3, 'level=error msg="not acknowledged: 2 status 500 "');
    expect(orders).toEqual({ sent: ['1', '2', '3'], acknowledged: ['1', '3'] });
  });

  it('mixes the channels all through the run and loses none', () => {
    const mixed = interleave(['a', 'b', 'c', 'd', 'e', 'f'], ['X', 'Y', 'Z']);
    expect(mixed.toSorted()).toEqual(['X', 'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f']);
    expect(mixed.slice(0, 3)).toContain('X');
    expect(mixed.slice(-3)).toContain('Z');
  });

  it('is bounded: a run of more orders than the sandbox mints is refused', () => {
    expect(() => parseLoadOptions(suite, ['--rate', '2000', '--seconds', '600'])).toThrow(/bounded/);
  });
});

describe('the truth about orders', () => {
  const orders = { sent: ['11', '12'], acknowledged: ['11', '12'] };
  const placed = [
    { id: 'DY-1', no: '11', status: 'OUTBOUND', held: false },
    { id: 'DY-2', no: '12', status: 'PAID', held: false },
  ];
  const twins = [
    { id: 'DY-1', status: 'OUTBOUND' },
    { id: 'DY-2', status: 'STUCK' },
  ];
  const short = [{ order_id: 'DY-2', state: 'WAITING' }];
  const whole = { 'order: from orders': placed, 'inventory: order_stock': short, 'control-tower: order_twin': twins };

  it('holds when each order stands in one place', async () => {
    const found = await ordersAreWhole(stateOf({ rows: whole }), orders);
    expect(failing(found.verdicts)).toEqual([]);
    expect(found).toMatchObject({ placed: 2, consistent: 2, byPlace: { sourced: 1, short: 1, nowhere: 0 } });
  });

  it.each<Case>([
    ['lost', { 'order: from orders': placed.slice(0, 1) }, 'every acknowledged push became an order'],
    ['doubled', { 'order: from orders': [...placed, { ...placed[0], id: 'DY-3' }] }, 'no push became two orders'],
    ['stuck between two services', { 'inventory: order_stock': [] }, 'placed = sourced + held + cancelled + short'],
    [
      'told otherwise by the twin',
      { 'control-tower: order_twin': [{ id: 'DY-1', status: 'OPEN' }, ...twins.slice(1)] },
      'the twin says of each order what the order service says',
    ],
  ])('fails when an order was %s', async (_case, change, claim) => {
    const found = await ordersAreWhole(stateOf({ rows: { ...whole, ...change } }), orders);
    expect(failing(found.verdicts)).toContain(claim);
  });
});

describe('the truth about stock', () => {
  it('fails when more is reserved than there is, and when a counter is not the sum behind it', async () => {
    const rows = {
      'inventory: where reserved > on_hand': [{ name: 'TEA' }],
      'inventory: left join reservation': [{ name: 'TEA', says: 3, sums: 2 }],
      'inventory: full join': [{ name: 'DY-1', says: 1, sums: 0 }],
    };
    expect(failing(await stockIsConserved(stateOf({ rows })))).toEqual([
      'reservations <= stock',
      'reserved of each SKU = its reservations',
      'reserved of each order = its entries in the ledger',
    ]);
  });
});

describe('the truth that only the outside world knows', () => {
  const part = [{ code: 'F-1', no: '11' }];
  const line = [{ no: '11', sku: 'TEA', quantity: 1 }];
  const rows = { 'order: jsonb_array_elements(o.parts)': part, 'order: jsonb_to_recordset(o.lines)': line };
  const sent = { key: 'F-1', data: { lines: [{ sku: 'TEA', quantity: 1 }] } };
  const told = { key: '11', data: { trackingNo: 'SF1' } };

  it('holds when everything happened once', async () => {
    const ledger = { 'qimen delivery-order': [sent], 'douyin shipped': [told] };
    expect(failing(await outsideAgrees(stateOf({ rows, ledger })))).toEqual([]);
  });

  it.each<LedgerCase>([
    ['sent twice', { 'qimen delivery-order': [sent, sent] }, 'no order was sent to the warehouse twice'],
    ['sent under a second code', { 'qimen delivery-order': [sent, { ...sent, key: 'F-2' }] }, 'no order was sent to the warehouse twice'],
    [
      'sent with more than was bought',
      { 'qimen delivery-order': [{ ...sent, data: { lines: [{ sku: 'TEA', quantity: 2 }] } }] },
      'no order was sent to the warehouse twice',
    ],
    ['reported twice', { 'douyin shipped': [told, told] }, 'no parcel was reported to a platform twice'],
  ])('fails when an order was %s', async (_case, ledger, claim) => {
    expect(failing(await outsideAgrees(stateOf({ rows, ledger })))).toEqual([claim]);
  });

  it('lets a waybill lie while the warehouses are still packing, and no second one', async () => {
    const packing = { sf: { doubles: [], idle: ['SF1'], unannounced: [] } };
    expect(failing(await outsideAgrees(stateOf({ systems: packing }), 'AT_WAREHOUSE'))).toEqual([]);
    const twice = { sf: { doubles: ['P-1'], idle: [], unannounced: [] } };
    expect(failing(await outsideAgrees(stateOf({ systems: twice }), 'AT_WAREHOUSE'))).toEqual(['no double waybill at the carrier']);
  });

  it.each([
    ['sf', { doubles: ['P-1'], idle: [], unannounced: [] }, 'no double, idle or unannounced waybill at the carrier'],
    ['kingdee', { doubles: [{ reference: 'r' }] }, 'no voucher booked twice'],
    ['wechat-oa', { doubles: [{ mark: 'm', count: 2 }] }, 'nobody told twice'],
  ])('fails on a double in the books of %s', async (system, summary, claim) => {
    expect(failing(await outsideAgrees(stateOf({ systems: { [system]: summary } })))).toEqual([claim]);
  });
});

describe('what is left over', () => {
  it('fails on an open dead letter, an entry in quarantine and work under way', async () => {
    const rows = {
      'order: from dead_letter': [{ event_type: 'hub.channel.order-captured.v1', reason: 'refused' }],
      'channel-adapter: from quarantine': [{ platform_no: '11', reason: 'UNMAPPED_SKU', field: 'sku' }],
    };
    expect(failing(await nothingIsLeft(stateOf({ rows }), ['3 vouchers']))).toEqual([
      'outboxes drained, nothing under way',
      'no dead letter',
      'nothing in quarantine',
    ]);
  });
});

describe('the truth about cancels', () => {
  const part = { code: 'F-1', no: '11', status: 'CANCELLED', skus: ['TEA'] };
  const rows = { 'order: jsonb_array_elements(o.parts)': [part], 'order: min(r.state)': [{ no: '11', state: 'COMPLETED' }] };
  const entry = (key: string) => [{ key, data: {} }];
  const refunded = (key: string, sku: string) => [{ key, data: { skus: [sku] } }];
  const stopped = { 'qimen cancelled': entry('F-1'), 'douyin refunded': refunded('11', 'TEA'), 'douyin refund-applied': entry('11') };

  it('holds when the warehouse stopped it and the buyer was paid back', async () => {
    const state = stateOf({ rows, ledger: stopped });
    expect(failing([...(await neverCancelledAndShipped(state)), ...(await everyCancelWasAnswered(state))])).toEqual([]);
    expect(await openCancels(state)).toEqual([]);
  });

  it('holds when the goods had gone and the buyer has them', async () => {
    const ledger = { 'qimen outbound': entry('F-1'), 'qimen cancel-refused': entry('F-1'), 'douyin refund-applied': entry('11') };
    const kept = {
      'order: jsonb_array_elements(o.parts)': [{ ...part, status: 'OUTBOUND' }],
      'order: min(r.state)': [{ no: '11', state: 'NEEDS_PERSON' }],
    };
    const state = stateOf({ rows: kept, ledger });
    expect(failing([...(await neverCancelledAndShipped(state)), ...(await everyCancelWasAnswered(state))])).toEqual([]);
  });

  it.each<LedgerCase>([
    [
      'shipped by a warehouse that had agreed to stop',
      { 'qimen cancelled': entry('F-2'), 'qimen outbound': entry('F-2') },
      'the warehouse shipped nothing that it had agreed to stop',
    ],
    ['cancelled in the hub, and shipped', { 'qimen outbound': entry('F-1') }, 'no order is both cancelled and shipped'],
  ])('fails when an order was %s', async (_case, ledger, claim) => {
    expect(failing(await neverCancelledAndShipped(stateOf({ rows, ledger })))).toEqual([claim]);
  });

  it.each(['douyin', 'wechat-shop'])('fails when %s has paid back what left', async (platform) => {
    const ledger = { 'qimen outbound': entry('F-1'), [`${platform} refunded`]: refunded('11', 'TEA') };
    const shipped = { 'order: jsonb_array_elements(o.parts)': [{ ...part, status: 'OUTBOUND' }] };
    expect(failing(await neverCancelledAndShipped(stateOf({ rows: shipped, ledger })))).toEqual([
      'nobody got the money back and the goods too',
    ]);
  });

  it('holds when one line was paid back and another left', async () => {
    const ledger = { 'qimen outbound': entry('F-1'), 'wechat-shop refunded': refunded('11', 'CUP') };
    const shipped = { 'order: jsonb_array_elements(o.parts)': [{ ...part, status: 'OUTBOUND' }] };
    expect(failing(await neverCancelledAndShipped(stateOf({ rows: shipped, ledger })))).toEqual([]);
  });

  it('fails on a cancel that never came in, and on one that has no answer', async () => {
    const ledger = { 'wechat-shop refund-applied': entry('12') };
    const open = { 'order: union all': [{ no: '11', state: 'REQUESTED' }] };
    expect(failing(await everyCancelWasAnswered(stateOf({ rows: open, ledger })))).toEqual([
      'every cancel that a platform told is in the hub',
      'every cancel has an answer',
    ]);
    expect(await openCancels(stateOf({ rows: open }))).toEqual(['1 cancels without an answer']);
  });
});

describe('the truth about /live', () => {
  const at = (ms: number): Date => new Date(1_700_000_000_000 + ms);
  const fact = { order_id: 'DY-1', type: 'hub.order.placed.v1', received: at(0), recorded: at(40), version: '2' };
  const rows = { 'control-tower: o.written_by = f.xmin': [fact] };
  const endedAt = at(1_000).getTime();
  const arrival = (version: bigint, ms: number) => ({ version, at: at(ms).getTime() });

  it.each([2n, 3n])('takes the first message that carries the version or a later one: %d', async (first) => {
    const arrivals = new Map([['DY-1', [arrival(1n, 10), arrival(first, 90), arrival(4n, 200)]]]);
    const times = await liveTimes(stateOf({ rows }), ['11'], { arrivals, endedAt });
    expect(times).toMatchObject({ fromPush: { platform: [90], warehouse: [], carrier: [] }, fromCommit: [50] });
    expect(failing(times.verdicts)).toEqual([]);
  });

  it('fails when a change was never told', async () => {
    const times = await liveTimes(stateOf({ rows }), ['11'], { arrivals: new Map([['DY-1', [arrival(1n, 10)]]]), endedAt });
    expect(failing(times.verdicts)).toEqual(['every change was told at /live']);
  });
});
