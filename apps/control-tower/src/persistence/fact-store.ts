import { bodyToJson, eventFromCloudEvent, eventToCloudEvent, type HubEvent } from '@orderloom/contracts';
import { arrayOfTimes, type Tx } from '@orderloom/outbox';
import { jsons, plain } from './arrays.ts';
import { bucketOf, slotOf } from '../domain/sync-delay.ts';
import { platformKey, type PlacedFact, type PlatformKey } from '../application/ports.ts';

/** Appends facts to the stories of their orders. */
export async function appendFacts(tx: Tx, facts: readonly PlacedFact[]): Promise<void> {
  if (facts.length === 0) return;
  const delays = countDelays(facts);
  await tx.query(
    `with delays as (
       insert into sync_news (slot, system, bucket, facts, newest_at)
       select * from unnest($11::timestamptz[], $12::text[], $13::smallint[], $14::integer[], $15::timestamptz[]))
     insert into fact (event_id, order_id, type, system, actor, occurred_at, received_at, recorded_at, raw_ref, told)
     select unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::timestamptz[]),
            unnest($7::timestamptz[]), unnest($8::timestamptz[]), unnest($9::text[]), unnest($10::text[])`,
    [
      plain(facts.map(({ event }) => event.id)),
      facts.map(({ orderId }) => orderId),
      facts.map(({ event }) => event.type),
      facts.map(({ event }) => event.system),
      facts.map(({ event }) => event.actor),
      arrayOfTimes(facts.map(({ event }) => event.occurredAt)),
      arrayOfTimes(facts.map(({ event }) => event.receivedAt)),
      arrayOfTimes(facts.map(({ event }) => event.recordedAt)),
      facts.map(({ event }) => event.rawRef),
      jsons(facts.map(({ event }) => event.json ?? bodyToJson(event.type, event.data))),
      arrayOfTimes(delays.map((delay) => delay.slot)),
      delays.map((delay) => delay.system),
      plain(delays.map((delay) => delay.bucket)),
      plain(delays.map((delay) => delay.facts)),
      arrayOfTimes(delays.map((delay) => delay.newestAt)),
    ],
  );
}

/** How late the facts of a batch are, counted: boards need no look at the facts themselves. */
function countDelays(facts: readonly PlacedFact[]) {
  const rows = facts.map(({ event }) => ({
    slot: slotOf(event.recordedAt),
    system: event.system,
    bucket: bucketOf(event.recordedAt.getTime() - event.occurredAt.getTime()),
    at: event.recordedAt,
  }));
  return [...Map.groupBy(rows, (row) => `${row.slot.getTime()}/${row.system}/${row.bucket}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [{ ...first, facts: same.length, newestAt: new Date(Math.max(...same.map((row) => row.at.getTime()))) }];
  });
}

/** Notes the hub ids of platform orders, and takes the facts that waited for them. */
export async function bindPlatformOrders(
  tx: Tx,
  bindings: readonly (PlatformKey & { readonly orderId: string })[],
): Promise<readonly PlacedFact[]> {
  if (bindings.length === 0) return [];
  const sorted = bindings.toSorted((a, b) => (a.platformOrderNo < b.platformOrderNo ? -1 : 1));
  // Found by arrays, not by a join: a plan that was made while nothing waited would begin with all that waits.
  const { rows } = await tx.query<{ shop_id: string; platform_order_no: string; event: string }>(
    `with bound as (
       insert into platform_order (shop_id, platform_order_no, order_id)
       select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing)
     delete from unplaced_fact
      where shop_id = any($4::text[]) and platform_order_no = any($2::text[]) and shop_id || '/' || platform_order_no = any($5::text[])
     returning shop_id, platform_order_no, event`,
    [
      sorted.map((one) => one.shopId),
      sorted.map((one) => one.platformOrderNo),
      sorted.map((one) => one.orderId),
      [...new Set(sorted.map((one) => one.shopId))],
      sorted.map(platformKey),
    ],
  );
  const orderOf = new Map(bindings.map((one) => [platformKey(one), one.orderId]));
  return rows.flatMap((row) => {
    const orderId = orderOf.get(platformKey({ shopId: row.shop_id, platformOrderNo: row.platform_order_no }));
    return orderId === undefined ? [] : [{ orderId, event: waitingEvent(row.event) }];
  });
}

function waitingEvent(text: string): HubEvent {
  return eventFromCloudEvent(JSON.parse(text));
}

/** Hub ids of platform orders, by `shop/number`. */
export async function findPlatformOrders(tx: Tx, keys: readonly PlatformKey[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await tx.query<{ shop_id: string; platform_order_no: string; order_id: string }>(
    `select p.* from platform_order p join unnest($1::text[], $2::text[]) as t (shop_id, platform_order_no) using (shop_id, platform_order_no)`,
    [keys.map((key) => key.shopId), keys.map((key) => key.platformOrderNo)],
  );
  return new Map(rows.map((row) => [platformKey({ shopId: row.shop_id, platformOrderNo: row.platform_order_no }), row.order_id]));
}

/** Keeps facts that name only the platform's number until the order has its hub id. */
export async function keepUnplaced(tx: Tx, facts: readonly (PlatformKey & { readonly event: HubEvent })[]): Promise<void> {
  if (facts.length === 0) return;
  await tx.query(
    `insert into unplaced_fact (event_id, shop_id, platform_order_no, event)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`,
    [
      plain(facts.map(({ event }) => event.id)),
      facts.map((fact) => fact.shopId),
      facts.map((fact) => fact.platformOrderNo),
      jsons(facts.map(({ event }) => eventToCloudEvent(event))),
    ],
  );
}

/** Takes the waiting facts whose order has its hub id by now. */
export async function takePlaced(tx: Tx, limit: number): Promise<readonly PlacedFact[]> {
  const { rows } = await tx.query<{ order_id: string; event: string }>(
    `with ready as (
       select u.event_id, p.order_id from unplaced_fact u join platform_order p using (shop_id, platform_order_no)
        order by u.event_id limit $1 for update of u skip locked)
     delete from unplaced_fact u using ready r where u.event_id = r.event_id returning r.order_id, u.event`,
    [limit],
  );
  return rows.map((row) => ({ orderId: row.order_id, event: waitingEvent(row.event) }));
}
