import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordFacts } from '../src/application/record-facts.ts';
import { dayBefore, dayOf, daySpan, passedSpan } from '../src/domain/shanghai-day.ts';
import { initialValues } from '../src/domain/threshold-definitions.ts';
import { defaultThresholds } from '../src/domain/thresholds.ts';
import { channelBoard } from '../src/persistence/boards/channel-board.ts';
import { flowBoard } from '../src/persistence/boards/flow-board.ts';
import { healthBoard } from '../src/persistence/boards/health-board.ts';
import { intakeBoard } from '../src/persistence/boards/intake-board.ts';
import { syncBoard } from '../src/persistence/boards/sync-board.ts';
import { urgentBoard } from '../src/persistence/boards/urgent-board.ts';
import { waitingBoard } from '../src/persistence/boards/waiting-board.ts';
import { fillFigures, sumUpDelays } from '../src/persistence/figure-fill.ts';
import { itemSetCondition } from '../src/persistence/item-sets.ts';
import { orderSetCondition } from '../src/persistence/order-sets.ts';
import { towerStore } from '../src/persistence/tower-store.ts';
import { generatedDays } from './generated-days.ts';
import { mean, naiveOrders, quantile, waitedAt, type NaiveOrder } from './naive-orders.ts';

const now = new Date('2026-11-22T18:30:00+08:00');
const today = dayOf(now);
const tolerance = { slowerShare: 0.1, slowerLeast: 60_000 };
const weights = { version: 1, values: initialValues('INDICATORS') };
const seed = Number(process.env['BOARDS_SEED'] ?? 20_261_122);
const events = generatedDays({ seed, orders: 240, now });
const orders = naiveOrders(events);

let database: Database;
let empty: Database;

async function newDatabase(): Promise<Database> {
  return openDatabase({
    url: await freshDatabase('boards'),
    poolSize: 6,
    applicationName: 'boards-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
}

beforeAll(async () => {
  [database, empty] = await Promise.all([newDatabase(), newDatabase()]);
  const deps = {
    outbox: createOutbox({ source: 'control-tower', now: () => now, wake: () => undefined }),
    now: () => now,
    thresholds: () => defaultThresholds,
    store: towerStore,
  };
  for (let from = 0; from < events.length; from += 200) {
    await inTransaction(database.pool, (tx) => recordFacts(deps, tx, events.slice(from, from + 200)));
    if (from === 400) await sumUpDelays(database.pool);
  }
}, 60_000);
afterAll(async () => {
  await database.close();
  await empty.close();
});

const inSpan = (at: number | undefined, span = daySpan(today)): at is number =>
  at !== undefined && at >= span.from.getTime() && at < span.until.getTime();
const spanOf = (begun: number | undefined, ended: number | undefined): number => (ended ?? 0) - (begun ?? 0);
const board = () => waitingBoard(database.pool, { day: today, now, tolerance });

/** Every count of an answer that has a list. */
function countedIn(answer: unknown): readonly { readonly count: number; readonly place: string; readonly set: string }[] {
  if (Array.isArray(answer)) return answer.flatMap(countedIn);
  if (typeof answer !== 'object' || answer === null || answer instanceof Date) return [];
  if ('count' in answer && 'set' in answer && 'place' in answer) {
    return answer.set === '' ? [] : [{ count: Number(answer.count), place: String(answer.place), set: String(answer.set) }];
  }
  return Object.values(answer).flatMap(countedIn);
}

async function listed(set: string, place: string): Promise<number> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const [table, condition] =
    place === '/orders' ? ['order_twin o', orderSetCondition(set, now, bind)] : ['work_item w', itemSetCondition(set, now, bind)];
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${table} where ${condition}`, values);
  return rows[0]?.count ?? -1;
}

describe(`boards of generated days (seed ${seed})`, () => {
  it('count in every figure exactly the rows of the list behind it (L1)', async () => {
    const boards = await Promise.all([
      board(),
      flowBoard(database.pool, { day: today, now, thresholds: defaultThresholds }),
      channelBoard(database.pool, { day: today, now, silentFrom: 5 }),
      intakeBoard(database.pool, { day: today, now }),
      syncBoard(database.pool, { day: today, now }),
      urgentBoard(database.pool, { first: 100, now }),
      healthBoard(database.pool, { day: today, days: 14, now, weights }),
    ]);
    const counted = countedIn(boards);
    expect(counted.filter((one) => one.count > 0).length).toBeGreaterThan(80);
    const wrong: unknown[] = [];
    for (const one of counted) {
      const rows = await listed(one.set, one.place);
      if (rows !== one.count) wrong.push({ ...one, rows });
    }
    expect(wrong).toEqual([]);
  });

  it('tell the waiting time of the orders whose waiting ended today, by both clocks (CUS-04, C-16)', async () => {
    const shown = await board();
    const ended = orders.filter((order) => inSpan(waitedAt(order)));
    const waits = ended.map((order) => spanOf(order.paid, waitedAt(order)));
    expect(shown.clock.ended.count).toBe(ended.length);
    expect(shown.headlineMs).toBeCloseTo(mean(waits) ?? -1, 3);
    expect([shown.clock.p50Ms, shown.clock.p90Ms, shown.clock.p99Ms]).toEqual([0.5, 0.9, 0.99].map((share) => quantile(waits, share)));
    expect(shown.clock.within.count).toBe(waits.filter((wait) => wait <= 5_400_000).length);
    const literal = orders.filter((order) => order.paid !== undefined && order.eta !== undefined && inSpan(order.card));
    expect(shown.literal.meanMs).toBeCloseTo(mean(literal.map((order) => spanOf(order.paid, order.card))) ?? -1, 3);
    const before = orders.filter((order) => inSpan(waitedAt(order), passedSpan(dayBefore(today), new Date(now.getTime() - 86_400_000))));
    expect(shown.yesterdayMs).toBeCloseTo(mean(before.map((order) => spanOf(order.paid, waitedAt(order)))) ?? -1, 3);
    const running = orders.filter((one) => one.paid !== undefined && waitedAt(one) === undefined && one.cancelled === undefined);
    expect(shown.running.count).toBe(running.length);
  });

  it('spend the whole waiting time on the hops, none of it twice', async () => {
    const shown = await board();
    const sum = shown.hops.reduce((total, hop) => total + (hop.meanMs ?? 0), 0);
    expect(sum).toBeCloseTo(shown.headlineMs ?? -1, 3);
    const ended = orders.filter((order) => inSpan(waitedAt(order)));
    const arrival = ended.map((order) => Math.max(0, Math.min(order.received ?? 0, waitedAt(order) ?? 0) - (order.paid ?? 0)));
    expect(shown.hops[0]?.meanMs).toBeCloseTo(mean(arrival) ?? -1, 3);
  });

  it('count the passes of each gate and the median time at it', async () => {
    const { gates } = await flowBoard(database.pool, { day: today, now, thresholds: defaultThresholds });
    expect(gates[0]?.passed.count).toBe(orders.filter((order) => inSpan(order.paid)).length);
    const locked = orders.filter((order) => inSpan(order.locked) && order.paid !== undefined);
    expect(gates[1]?.passed.count).toBe(orders.filter((order) => inSpan(order.locked)).length);
    expect(gates[1]?.medianMs).toBe(
      quantile(
        locked.map((order) => spanOf(order.paid, order.locked)),
        0.5,
      ),
    );
    const short = orders.filter((order) => order.short !== undefined && order.locked === undefined && order.cancelled === undefined);
    expect(gates[1]?.standing.count).toBeGreaterThanOrEqual(short.length);
    expect(gates.reduce((sum, gate) => sum + gate.stuck.count, 0)).toBe((await urgentBoard(database.pool, { first: 1, now })).stuck.count);
  });

  it('tell how each shop does (OBS-07, ING-14)', async () => {
    const { channels } = await channelBoard(database.pool, { day: today, now, silentFrom: 5 });
    for (const channel of channels) {
      const own = orders.filter((order) => order.shop === channel.shopId && inSpan(order.received));
      const lags = own.map((order) => spanOf(order.created, order.received));
      expect(channel.orders.count).toBe(own.length);
      expect([channel.arrivalP50Ms, channel.arrivalP95Ms]).toEqual([0.5, 0.95].map((share) => quantile(lags, share)));
      const excepted = own.filter((order) => order.short !== undefined || order.refused || order.declined !== undefined);
      expect(channel.excepted.count).toBe(excepted.length);
      expect(channel.hours.reduce((sum, hour) => sum + hour.orders.count, 0)).toBe(
        orders.filter((order) => order.shop === channel.shopId && (order.received ?? 0) >= (channel.hours[0]?.from.getTime() ?? 0)).length,
      );
    }
    expect(channels.map((channel) => channel.shopId).toSorted()).toEqual(['dy', 'wx']);
  });

  it('tell how late the facts of outside systems are, to 5 %, whether summed up already or not (FUL-05)', async () => {
    const { total, lateOrders } = await syncBoard(database.pool, { day: today, now });
    const outside = events.filter((event) => event.system !== 'hub' && inSpan(event.recordedAt.getTime()));
    const delays = outside.map((event) => event.recordedAt.getTime() - event.occurredAt.getTime());
    expect([total.facts, total.within]).toEqual([delays.length, delays.filter((delay) => delay <= 8_000).length]);
    const exact = quantile(delays, 0.95) ?? 0;
    expect(Math.abs((total.p95Ms ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.05 + 1);
    const late = events.filter((event) => event.system !== 'hub' && event.recordedAt.getTime() - event.occurredAt.getTime() > 8_000);
    expect(lateOrders.count).toBe(new Set(late.filter((event) => inSpan(event.recordedAt.getTime())).map((event) => event.orderId)).size);
  });

  it('count the indicators on the day of each promise (C-07)', async () => {
    const { indicators, score } = await healthBoard(database.pool, { day: today, days: 14, now, weights });
    const due = passedSpan(today, now);
    const counted = (number: number): readonly (number | undefined)[] => {
      const one = indicators.find((indicator) => indicator.number === number);
      return [one?.good?.count, one?.due?.count];
    };
    const naive = (chosen: (order: NaiveOrder) => boolean, good: (order: NaiveOrder) => boolean): readonly [number, number] => {
      const those = orders.filter(chosen);
      return [those.filter(good).length, those.length];
    };
    const isDue = (from: number | undefined, within = 0): boolean => from !== undefined && inSpan(from + within, due);
    const endedBefore = (order: NaiveOrder, within: number): boolean => (order.cancelled ?? Infinity) < (order.paid ?? 0) + within;
    expect(counted(2)).toEqual(
      naive(
        (one) => isDue(one.eta),
        (one) => (one.signed ?? Infinity) <= (one.eta ?? 0),
      ),
    );
    expect(counted(4)).toEqual(
      naive(
        (one) => isDue(one.paid, 5_400_000) && !(endedBefore(one, 5_400_000) && waitedAt(one) === undefined),
        (one) => (waitedAt(one) ?? Infinity) <= (one.paid ?? 0) + 5_400_000,
      ),
    );
    expect(counted(5)).toEqual(
      naive(
        (one) => isDue(one.paid, 3_000),
        (one) => (one.locked ?? Infinity) <= (one.paid ?? 0) + 3_000,
      ),
    );
    expect(counted(6)).toEqual(
      naive(
        (one) => isDue(one.paid, 300_000),
        (one) => one.short === undefined || (one.locked ?? Infinity) <= (one.paid ?? 0) + 300_000,
      ),
    );
    expect(counted(7)).toEqual(
      naive(
        (one) => isDue(one.decisions.toSorted()[0]),
        (one) => !one.refused && one.decisions.length === 1,
      ),
    );
    expect(counted(9)).toEqual(
      naive(
        (one) => isDue(one.out),
        (one) => one.shippedUnits === 2,
      ),
    );
    expect(counted(11)).toEqual(
      naive(
        (one) => isDue(one.proposed) && (one.cancelled !== undefined || one.declined !== undefined),
        (one) => one.cancelled !== undefined,
      ),
    );
    const shares = indicators.flatMap((one) => one.share ?? []);
    expect(score).toBeCloseTo((mean(shares) ?? 0) * 100, 6);
    expect(indicators.filter((one) => one.absent === 'NO_SOURCE').map((one) => one.number)).toEqual([3, 12]);
  });

  it('give orders from before there were boards the figures that their facts gave them', async () => {
    const { rows: before } = await database.pool.query('select * from order_figure order by order_id');
    await database.pool.query('delete from order_figure');
    expect(await fillFigures(database.pool, () => defaultThresholds)).toBe(before.length);
    const { rows: after } = await database.pool.query('select * from order_figure order by order_id');
    expect(after).toEqual(before);
  });
});

describe('boards without data', () => {
  it('say that they have none, and never 0 %', async () => {
    const asked = { day: today, now };
    const waiting = await waitingBoard(empty.pool, { ...asked, tolerance });
    expect([waiting.headlineMs, waiting.clock.withinShare, waiting.changeMs, waiting.age.newestFactAt]).toEqual([null, null, null, null]);
    expect(waiting.cause.code).toBe('NO_DATA');
    const health = await healthBoard(empty.pool, { ...asked, days: 14, weights });
    expect([health.score, health.absent.length, ...health.indicators.flatMap((one) => one.share ?? [])]).toEqual([null, 12]);
    expect((await syncBoard(empty.pool, asked)).total.withinShare).toBeNull();
    expect((await channelBoard(empty.pool, { ...asked, silentFrom: 5 })).channels).toEqual([]);
    expect((await intakeBoard(empty.pool, asked)).finding.code).toBe('NO_DATA');
    const flow = await flowBoard(empty.pool, { ...asked, thresholds: defaultThresholds });
    expect(flow.gates.map((gate) => gate.medianMs)).toEqual(Array.from({ length: 7 }, () => null));
  });
});
