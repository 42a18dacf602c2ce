import type { Pool } from 'pg';
import { expectedOrders } from '../../domain/expected-orders.ts';
import { daySpan, minuteText } from '../../domain/shanghai-day.ts';
import { setName } from '../board-sets.ts';
import { readArrivalHours, lastOf, weekOfArrivals, type HourOfShop } from './arrivals.ts';
import { boardAge } from './board-age.ts';

const HOUR_MS = 3_600_000;
/** Pushes of these hours say whether pushes come. */
const INTAKE_HOURS = 3;

interface ArrivalRow {
  readonly channel: string;
  readonly shop: string;
  readonly orders: number;
  readonly excepted: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly pushed: number | null;
  readonly pushes_lately: number;
  readonly polls_lately: number;
}

/** The health of the channels (OBS-07, ING-14, C-10). */
export async function channelBoard(pool: Pool, asked: { readonly day: string; readonly now: Date; readonly silentFrom: number }) {
  const { day, now, silentFrom } = asked;
  const dayHours = { from: new Date(Math.floor(now.getTime() / HOUR_MS - 23) * HOUR_MS), until: now };
  const [age, arrivals, pickups, hours, week] = await Promise.all([
    boardAge(pool, now),
    readArrivals(pool, day, now),
    readPickups(pool, day),
    readArrivalHours(pool, dayHours),
    weekOfArrivals(pool, day),
  ]);
  const shops = new Map([...week, ...hours, ...arrivals].map((row) => [row.shop, row.channel]));
  const channels = [...shops].map(([shop, channel]) => {
    const today = arrivals.find((row) => row.shop === shop);
    const pickup = pickups.find((row) => row.shop === shop);
    const own = (row: HourOfShop): boolean => row.shop === shop;
    const lastAt = lastOf([...week, ...hours].filter(own));
    const expected = lastAt === undefined ? undefined : expectedOrders(week.filter(own), hours.filter(own), { from: lastAt, until: now });
    const orders = today?.orders ?? 0;
    const excepted = today?.excepted ?? 0;
    return {
      channel,
      shopId: shop,
      intake: intakeOf(today),
      pushedShare: today?.pushed ?? null,
      lastArrivalAt: lastAt ?? null,
      silent: expected !== undefined && expected >= silentFrom,
      expectedSince: expected ?? null,
      arrivalP50Ms: today?.p50 ?? null,
      arrivalP95Ms: today?.p95 ?? null,
      payToPickupMs: pickup?.median ?? null,
      pickedUp: { count: pickup?.orders ?? 0, place: '/orders', set: setName('picked-up', day, shop) },
      orders: { count: orders, place: '/orders', set: setName('arrived', day, shop) },
      excepted: { count: excepted, place: '/orders', set: setName('excepted', day, shop) },
      exceptionRate: orders === 0 ? null : excepted / orders,
      hours: lastDay(hours.filter(own), dayHours.from, shop),
    };
  });
  return { age, day, channels: channels.toSorted((a, b) => b.orders.count - a.orders.count || (a.shopId < b.shopId ? -1 : 1)) };
}

function intakeOf(row: ArrivalRow | undefined): string {
  const pushes = row?.pushes_lately ?? 0;
  const polls = row?.polls_lately ?? 0;
  if (pushes + polls === 0) return 'UNKNOWN';
  if (polls === 0) return 'PUSH';
  return pushes === 0 ? 'POLL' : 'PUSH_AND_POLL';
}

function lastDay(hours: readonly HourOfShop[], begin: Date, shop: string) {
  const orders = new Map(hours.map((row) => [row.from.getTime(), row.orders]));
  return Array.from({ length: 24 }, (_, index) => {
    const from = new Date(begin.getTime() + index * HOUR_MS);
    return {
      from,
      orders: { count: orders.get(from.getTime()) ?? 0, place: '/orders', set: setName('arrived-in', minuteText(from), 60, shop) },
    };
  });
}

async function readArrivals(pool: Pool, day: string, now: Date): Promise<readonly ArrivalRow[]> {
  const { from, until } = daySpan(day);
  const lag = `greatest(extract(epoch from received_at - created_at), 0)::float8 * 1000`;
  const { rows } = await pool.query<ArrivalRow>(
    `select channel, shop_id as shop, count(*)::int as orders, count(*) filter (where excepted_at is not null)::int as excepted,
            percentile_disc(0.5) within group (order by ${lag}) as p50, percentile_disc(0.95) within group (order by ${lag}) as p95,
            avg(pushed::int)::float8 as pushed,
            count(*) filter (where pushed and received_at >= $3)::int as pushes_lately,
            count(*) filter (where not pushed and received_at >= $3)::int as polls_lately
       from order_figure where received_at >= $1 and received_at < $2 group by 1, 2`,
    [from, until, new Date(now.getTime() - INTAKE_HOURS * HOUR_MS)],
  );
  return rows;
}

async function readPickups(pool: Pool, day: string) {
  const { from, until } = daySpan(day);
  const { rows } = await pool.query<{ shop: string; orders: number; median: number }>(
    `select shop_id as shop, count(*)::int as orders,
            percentile_disc(0.5) within group (order by greatest(extract(epoch from moved_at - paid_at), 0)::float8 * 1000) as median
       from order_figure where moved_at >= $1 and moved_at < $2 and paid_at is not null group by 1`,
    [from, until],
  );
  return rows;
}
