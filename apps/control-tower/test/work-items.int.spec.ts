import type { HubEvent } from '@orderloom/contracts';
import type { Database } from '@orderloom/service-runtime';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doWorkItemDeed } from '../src/application/do-work-item-deed.ts';
import { poolUnlocked } from '../src/application/pool-unlocked.ts';
import { rowView } from '../src/domain/order-row.ts';
import { defaultThresholds } from '../src/domain/thresholds.ts';
import type { WorkItemDeed } from '../src/domain/work-item-deeds.ts';
import { listAudit, listDeeds } from '../src/persistence/audit-list.ts';
import { readClaims } from '../src/persistence/claims.ts';
import { readTwins } from '../src/persistence/order-list.ts';
import { readStory } from '../src/persistence/story.ts';
import { countPools, countWorkItems, listWorkItems } from '../src/persistence/work-item-list.ts';
import { readSteps } from '../src/persistence/work-item-steps.ts';
import { towerAt, towerDatabase } from './tower.ts';

let database: Database;
let clock = new Date('2026-11-22T04:00:00Z');

beforeAll(async () => {
  database = await towerDatabase('items');
});
afterAll(() => database.close());

const { deps, fact, record: recordIn } = towerAt(() => clock);

const record = (...events: readonly HubEvent[]) => recordIn(database, ...events);
const doing = (account: string, roles: readonly string[], deed: WorkItemDeed, ...ids: readonly string[]) =>
  doWorkItemDeed(
    { ...deps, pool: database.pool },
    { ids, deed, doer: { account, isOneOf: (some) => some.some((role) => roles.includes(role)) } },
  );
const openIn = async (pool: string) =>
  listWorkItems(database.pool, { filter: { pools: [pool], closed: false }, now: clock, limit: 500, after: undefined });
const onlyIn = async (pool: string) => {
  const [item, ...others] = await openIn(pool);
  expect(others).toEqual([]);
  if (item === undefined) throw new Error(`nothing in ${pool}`);
  return item;
};
const paid = (orderId: string) => [
  fact('hub.order.placed.v1', orderId, {
    orderId,
    channel: 'DY',
    shopId: 'dy',
    platformOrderNo: `p-${orderId}`,
    platformCreatedAt: clock.toISOString(),
  }),
  fact('hub.order.payment-confirmed.v1', orderId, { orderId, paidAt: clock.toISOString() }),
];
const waybillRefused = (orderId: string, parcelId: string) =>
  fact('hub.fulfilment.waybill-refused.v1', orderId, {
    orderId,
    parcelId,
    code: '8016',
    reason: 'no such card',
    refusedAt: clock.toISOString(),
  });

describe('work items', () => {
  it('give an item to one of two people who take it at once, and tell the other who has it', async () => {
    await record(waybillRefused('DY20261122-00001', 'parcel-1'));
    const { id } = await onlyIn('WAYBILL');
    const takers = ['lin', 'wang', 'zhao', 'qian'];
    const outcomes = (await Promise.all(takers.map((account) => doing(account, ['operations'], { kind: 'TAKE' }, id)))).flat();
    const winner = takers[outcomes.findIndex((outcome) => outcome.kind === 'CHANGED')];
    expect(outcomes.filter((outcome) => outcome.kind === 'CHANGED')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'TAKEN_BY_OTHER' && outcome.assignee === winner)).toHaveLength(3);
    expect((await onlyIn('WAYBILL')).assignee).toBe(winner);
  });

  it('answer each row of a batch by itself, and write each deed into history and log', async () => {
    await record(waybillRefused('DY20261122-00001', 'parcel-2'));
    const items = await openIn('WAYBILL');
    const taken = items.find((item) => item.assignee !== '');
    const free = items.find((item) => item.assignee === '');
    if (taken === undefined || free === undefined) throw new Error('one of each');
    const other = 'sun';
    const outcomes = await doing(
      other,
      ['warehouse'],
      { kind: 'CLOSE', note: 'asked SF by phone' },
      taken.id,
      free.id,
      randomUUID(),
      'no id',
    );
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['TAKEN_BY_OTHER', 'CHANGED', 'NOT_FOUND', 'NOT_FOUND']);
    expect((await readSteps(database.pool, [free.id])).get(free.id)?.map((step) => [step.kind, step.actor, step.note])).toEqual([
      ['OPENED', 'control-tower', ''],
      ['CLOSED', 'sun', 'asked SF by phone'],
    ]);
    const [act] = await listAudit(database.pool, { filter: { actor: 'sun' }, limit: 5, after: undefined });
    expect(act).toMatchObject({ deed: 'work-item.close', subjectId: free.id, orderId: 'DY20261122-00001', source: 'tower' });
    expect(act?.details).toMatchObject({ reason: 'asked SF by phone' });
    expect(await listDeeds(database.pool)).toEqual(['work-item.close', 'work-item.take']);
    expect((await doing(other, ['warehouse'], { kind: 'REOPEN' }, free.id))[0]).toMatchObject({ kind: 'CHANGED' });
    expect(await openIn('WAYBILL')).toHaveLength(2);
  });

  it('refuse a role that does not work in the pool', async () => {
    const [item] = await openIn('WAYBILL');
    expect((await doing('fin', ['finance'], { kind: 'TAKE' }, item?.id ?? ''))[0]?.kind).toBe('NOT_ALLOWED');
  });

  it('end a conflict by a decision: the gate goes on and the story tells it', async () => {
    const orderId = 'DY20261122-00002';
    const part = `${orderId}-1`;
    const at = clock.toISOString();
    await record(
      ...paid(orderId),
      fact('hub.inventory.stock-reserved.v1', orderId, { orderId, reservedAt: at }),
      fact('hub.fulfilment.order-sourced.v1', orderId, {
        orderId,
        decidedAt: at,
        parts: [
          {
            fulfilmentOrderId: part,
            warehouseId: 'WH-HZ',
            warehouseName: '杭州仓',
            carrier: 'SF',
            lines: [{ lineNo: '1', sku: 'TEA', quantity: 2 }],
          },
        ],
      }),
      fact('hub.fulfilment.outbound.v1', orderId, {
        orderId,
        fulfilmentOrderId: part,
        warehouseId: 'WH-HZ',
        outBizCode: 'o1',
        outboundAt: at,
        final: true,
        lines: [{ lineNo: '1', sku: 'TEA', planned: 2, shipped: 1 }],
        parcels: [{ parcelId: 'parcel-3', carrier: 'SF', trackingNumber: 'SF3' }],
      }),
      fact('hub.fulfilment.conflict-raised.v1', orderId, {
        orderId,
        fulfilmentOrderId: part,
        warehouseId: 'WH-HZ',
        kind: 'SHIPPED_OTHERWISE',
        detail: '1 of 2',
        raisedAt: at,
      }),
    );
    const view = async () => {
      const row = (await readTwins(database.pool, [orderId])).get(orderId);
      if (row === undefined) throw new Error('no row');
      return rowView(row.state, defaultThresholds, clock.getTime());
    };
    expect(await view()).toMatchObject({ stuck: true, stuckReason: { code: 'CONFLICT' } });
    const item = await onlyIn('CONFLICT');
    expect((await readClaims(database.pool, [item])).get(item)?.map((claim) => claim.type)).toContain('hub.fulfilment.outbound.v1');
    expect((await doing('ops', ['operations'], { kind: 'CLOSE', note: 'seen' }, item.id))[0]?.kind).toBe('STAYS_OPEN');
    clock = new Date(clock.getTime() + 60_000);
    const both = await Promise.all(
      ['ops', 'boss'].map((account) =>
        doing(account, ['operations'], { kind: 'DECIDE', decision: 'WAREHOUSE_STANDS', note: 'photo seen' }, item.id),
      ),
    );
    expect(
      both
        .flat()
        .map((outcome) => outcome.kind)
        .toSorted(),
    ).toEqual(['CHANGED', 'ENDED']);
    const decided = await view();
    expect(decided.stuckReason?.code).not.toBe('CONFLICT');
    expect(decided.gates[5]?.passedAt).toBe(clock.getTime());
    const story = await readStory(database.pool, { orderId, system: undefined, limit: 1, after: undefined });
    expect(story[0]).toMatchObject({ type: 'hub.tower.work-item-closed.v1', data: { decision: 'WAREHOUSE_STANDS', reason: 'photo seen' } });
  });

  it('wait for the review of a rule hold until its release, and no longer than the order lives', async () => {
    const hold = (orderId: string, holdId: string, reason: string) =>
      fact('hub.order.hold-placed.v1', orderId, {
        orderId,
        holdId,
        reason,
        owner: 'customer-service',
        placedAt: clock.toISOString(),
        dueAt: '2026-11-22T06:00:00Z',
      });
    const [one, two] = ['DY20261122-00003', 'DY20261122-00004'];
    await record(...paid(one), ...paid(two), hold(one, 'h1', 'VAGUE_ADDRESS'), hold(two, 'h2', 'HIGH_VALUE'), hold(two, 'h3', 'PERSON'));
    expect((await onlyIn('ADDRESS')).dueAt).toEqual(new Date('2026-11-22T06:00:00Z'));
    expect((await onlyIn('HIGH_VALUE')).matter).toBe('h2');
    await record(
      fact('hub.order.hold-released.v1', one, { orderId: one, holdId: 'h1', releasedBy: 'lin', releasedAt: clock.toISOString() }),
    );
    await record(fact('hub.order.cancelled.v1', two, { orderId: two, cancelledAt: clock.toISOString() }));
    expect([...(await openIn('ADDRESS')), ...(await openIn('HIGH_VALUE'))]).toEqual([]);
  });

  it('find an order that was paid and has no lock after its named time, once', async () => {
    const orderId = 'DY20261122-00005';
    await record(...paid(orderId));
    const mine = async () => (await openIn('SHORTAGE')).filter((item) => item.orderId === orderId);
    clock = new Date(clock.getTime() + defaultThresholds.shortagePool - 1);
    await poolUnlocked(deps, database.pool);
    expect(await mine()).toEqual([]);
    clock = new Date(clock.getTime() + 1);
    await poolUnlocked(deps, database.pool);
    await poolUnlocked(deps, database.pool);
    expect(await mine()).toMatchObject([{ summary: { code: 'NO_LOCK' } }]);
    clock = new Date(clock.getTime() + 1_000);
    await record(fact('hub.inventory.stock-reserved.v1', orderId, { orderId, reservedAt: clock.toISOString() }));
    await poolUnlocked(deps, database.pool);
    expect(await mine()).toEqual([]);
  });

  it('page through thousands by time left without missing or repeating one, and count what they list', async () => {
    await record(...Array.from({ length: 2_500 }, (_, index) => waybillRefused('DY20261122-00009', `many-${index}`)));
    const seen: string[] = [];
    let after: readonly string[] | undefined;
    for (;;) {
      const filter = { pools: ['WAYBILL'], closed: false };
      const page = await listWorkItems(database.pool, { filter, now: clock, limit: 200, after });
      seen.push(...page.map((item) => item.id));
      const last = page.at(-1);
      if (last === undefined) break;
      after = [last.dueAt.toISOString(), last.id];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(await countWorkItems(database.pool, { pools: ['WAYBILL'], closed: false }, clock));
    const count = (await countPools(database.pool, 'lin', clock)).find((row) => row.pool === 'WAYBILL');
    expect(count?.open).toBe(seen.length);
    expect(count?.overdue).toBe(await countWorkItems(database.pool, { pools: ['WAYBILL'], overdue: true, closed: false }, clock));
  });
});
