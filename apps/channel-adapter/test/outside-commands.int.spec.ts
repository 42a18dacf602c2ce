import { inTransaction, outboxMigrations } from '@orderloom/outbox';
import { rawArchiveMigrations } from '@orderloom/raw-archive';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlannedAnswer, RefundAnswers, SettledAnswer } from '../src/application/answer-refunds.ts';
import type { PlannedNotice, SettledNotice, ShipNotices } from '../src/application/send-ship-notices.ts';
import { createRefundAnswers, createShipNotices } from '../src/persistence/outside-commands.ts';

let database: Database;
let notices: ShipNotices;
let answers: RefundAnswers;
const now = new Date();
beforeAll(async () => {
  database = await openDatabase({
    url: await freshDatabase('channel'),
    poolSize: 4,
    applicationName: 'outside-commands-spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  notices = createShipNotices(database.pool);
  answers = createRefundAnswers(database.pool);
}, 60_000);
afterAll(() => database.close());
beforeEach(() => database.pool.query('truncate ship_notice, refund_answer'));

const common = { shopId: 'dy', platformOrderNo: 'no', traceparent: '' };
const sent = (notice: PlannedNotice): SettledNotice => ({ notice, state: 'SENT', refusal: undefined, rawId: undefined });
const agreed = (answer: PlannedAnswer): SettledAnswer => ({ answer, state: 'AGREED', refusal: undefined, rawId: undefined });

async function claimedNotices(count: number): Promise<readonly PlannedNotice[]> {
  const planned = Array.from({ length: count }, (_none, index) => ({
    ...common,
    parcelId: `P${index}`,
    orderId: `O${index}`,
    carrier: 'SF',
    trackingNumber: `SF${index}`,
    lines: [],
  }));
  await inTransaction(database.pool, (tx) => notices.plan(tx, planned, now));
  return notices.claim(count, now, 30_000);
}

async function claimedAnswers(count: number): Promise<readonly PlannedAnswer[]> {
  const planned = Array.from({ length: count }, (_none, index) => ({ ...common, refundId: `R${index}`, orderId: `O${index}` }));
  await inTransaction(database.pool, (tx) => answers.plan(tx, planned, now));
  return answers.claim(count, now, 30_000);
}

describe('ship notices that are settled together', () => {
  it('end each in its own state', async () => {
    const [first, second] = await claimedNotices(2);
    if (first === undefined || second === undefined) throw new Error('nothing was claimed');
    await inTransaction(database.pool, (tx) =>
      notices.settle(tx, [sent(first), { ...sent(second), state: 'REFUSED', refusal: 'no' }], now),
    );
    const { rows } = await database.pool.query('select parcel_id, state, refusal, sent_at is null as unsent from ship_notice order by 1');
    expect(rows).toEqual([
      { parcel_id: first.parcelId, state: 'SENT', refusal: null, unsent: false },
      { parcel_id: second.parcelId, state: 'REFUSED', refusal: 'no', unsent: true },
    ]);
  });

  it('are told once, whoever settles them again, and a late refusal changes nothing', async () => {
    const [first, second] = await claimedNotices(2);
    if (first === undefined || second === undefined) throw new Error('nothing was claimed');
    const settle = (settled: readonly SettledNotice[]) => inTransaction(database.pool, (tx) => notices.settle(tx, settled, now));
    expect(await settle([sent(first), sent(first)])).toHaveLength(1);
    expect(await settle([{ ...sent(first), state: 'REFUSED', refusal: 'late' }, sent(second)])).toEqual([sent(second)]);
    const { rows } = await database.pool.query('select distinct state from ship_notice');
    expect(rows).toEqual([{ state: 'SENT' }]);
  });

  it('are not touched by one whose claim has run out, but for what it has done', async () => {
    const [first, second, third] = await claimedNotices(3);
    const next = await notices.claim(3, new Date(now.getTime() + 31_000), 30_000);
    if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was claimed');
    const states = async () =>
      (await database.pool.query('select state from ship_notice order by parcel_id')).rows.map(({ state }) => state);
    const settle = (settled: readonly SettledNotice[]) => inTransaction(database.pool, (tx) => notices.settle(tx, settled, now));
    const again = (notice: PlannedNotice) =>
      inTransaction(database.pool, (tx) => notices.again(tx, [{ notice, unknown: false, dueAt: now }]));
    await again(first);
    expect(await settle([{ ...sent(second), state: 'REFUSED', refusal: 'late' }])).toEqual([]);
    expect(await settle([sent(third)])).toHaveLength(1);
    expect(await states()).toEqual(['UNKNOWN', 'UNKNOWN', 'SENT']);
    for (const one of next) await again(one);
    expect(await states()).toEqual(['PLANNED', 'PLANNED', 'SENT']);
    expect(await settle([sent(first), sent(third)])).toEqual([sent(first)]);
    expect(await settle(next.map(sent))).toHaveLength(1);
    expect(await states()).toEqual(['SENT', 'SENT', 'SENT']);
  });

  it('are looked up before they are sent again where the call may have arrived, and only there', async () => {
    const claimed = await claimedNotices(2);
    await inTransaction(database.pool, (tx) =>
      notices.again(
        tx,
        claimed.map((notice) => ({ notice, unknown: notice.parcelId === 'P1', dueAt: now })),
      ),
    );
    const again = await notices.claim(2, now, 30_000);
    expect(again.map(({ parcelId, unknown, attempts }) => [parcelId, unknown, attempts]).toSorted()).toEqual([
      ['P0', false, 2],
      ['P1', true, 2],
    ]);
  });
});

describe('answers to refunds that are settled together', () => {
  it('are told once, whoever settles them again', async () => {
    const claimed = await claimedAnswers(3);
    const settle = (settled: readonly SettledAnswer[]) => inTransaction(database.pool, (tx) => answers.settle(tx, settled, now));
    expect(await settle(claimed.slice(0, 2).map(agreed))).toHaveLength(2);
    expect((await settle(claimed.map(agreed))).map(({ answer }) => answer.refundId)).toEqual([claimed[2]?.refundId]);
  });

  it('are not touched by one whose claim has run out, but for what it has done', async () => {
    const [first, second, third] = await claimedAnswers(3);
    const next = await answers.claim(3, new Date(now.getTime() + 31_000), 30_000);
    if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was claimed');
    const states = async () =>
      (await database.pool.query('select state from refund_answer order by refund_id')).rows.map(({ state }) => state);
    const settle = (settled: readonly SettledAnswer[]) => inTransaction(database.pool, (tx) => answers.settle(tx, settled, now));
    const again = (answer: PlannedAnswer) =>
      inTransaction(database.pool, (tx) => answers.again(tx, [{ answer, unknown: false, dueAt: now }]));
    await again(first);
    expect(await settle([{ ...agreed(second), state: 'REFUSED', refusal: 'late' }])).toEqual([]);
    expect(await settle([agreed(third)])).toHaveLength(1);
    expect(await states()).toEqual(['UNKNOWN', 'UNKNOWN', 'AGREED']);
    for (const one of next) await again(one);
    expect(await states()).toEqual(['PLANNED', 'PLANNED', 'AGREED']);
    expect(await settle([agreed(first), agreed(third)])).toEqual([agreed(first)]);
    expect(await settle(next.map(agreed))).toHaveLength(1);
    expect(await states()).toEqual(['AGREED', 'AGREED', 'AGREED']);
  });

  it('are looked up before they are given again where the call may have arrived, and only there', async () => {
    const claimed = await claimedAnswers(2);
    await inTransaction(database.pool, (tx) =>
      answers.again(
        tx,
        claimed.map((answer) => ({ answer, unknown: answer.refundId === 'R1', dueAt: now })),
      ),
    );
    const again = await answers.claim(2, now, 30_000);
    expect(again.map(({ refundId, unknown }) => [refundId, unknown]).toSorted()).toEqual([
      ['R0', false],
      ['R1', true],
    ]);
  });
});
