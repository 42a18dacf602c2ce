import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from './transaction.ts';

/**
 * Marks a batch as taken and answers with what is new of it. What was committed together is known by its bundle, one row for all of it;
 * of a bundle that was split before, each event is asked for by itself.
 */
export async function markTaken(tx: Tx, events: readonly HubEvent[]): Promise<readonly HubEvent[]> {
  const keys = [...new Set(events.map(keyOf))];
  const fresh = await insertNew(tx, keys);
  const whole = once(events.filter((event) => fresh.has(keyOf(event))));
  if (fresh.size === keys.length) return whole;
  const { rows } = await tx.query<{ event_id: string }>('select event_id from inbox where event_id = any($1::uuid[]) and split', [
    keys.filter((key) => !fresh.has(key)),
  ]);
  if (rows.length === 0) return whole;
  const split = new Set(rows.map((row) => row.event_id));
  const missing = new Set(
    await markEvents(
      tx,
      events.filter((event) => split.has(keyOf(event))),
    ),
  );
  return once(events.filter((event) => fresh.has(keyOf(event)) || missing.has(event)));
}

/** Marks each event by itself: for those that stand alone, and for those of split bundles. */
export async function markEvents(tx: Tx, events: readonly HubEvent[]): Promise<readonly HubEvent[]> {
  const fresh = await insertNew(tx, [...new Set(events.map((event) => event.id))]);
  return once(events.filter((event) => fresh.has(event.id)));
}

/**
 * Says for good that the bundles of these events are taken event by event, and answers with the events that are left: a bundle that
 * somebody took whole in the meantime is done.
 */
export async function splitBundles(tx: Tx, events: readonly HubEvent[]): Promise<readonly HubEvent[]> {
  const bundles = [...new Set(events.flatMap(({ bundleId }) => (bundleId === undefined ? [] : [bundleId])))];
  if (bundles.length === 0) return events;
  await tx.query('insert into inbox (event_id, split) select id, true from unnest($1::uuid[]) as id order by id on conflict do nothing', [
    bundles,
  ]);
  const { rows } = await tx.query<{ event_id: string }>('select event_id from inbox where event_id = any($1::uuid[]) and split', [bundles]);
  const split = new Set(rows.map((row) => row.event_id));
  return events.filter(({ bundleId }) => bundleId === undefined || split.has(bundleId));
}

function keyOf(event: HubEvent): string {
  return event.bundleId ?? event.id;
}

async function insertNew(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ event_id: string }>(
    'insert into inbox (event_id) select unnest($1::uuid[]) as event_id order by event_id on conflict do nothing returning event_id',
    [ids],
  );
  return new Set(rows.map((row) => row.event_id));
}

/** An event that stands twice in one batch counts once. */
function once(events: readonly HubEvent[]): readonly HubEvent[] {
  const seen = new Set(events.map((event) => event.id));
  return seen.size === events.length ? events : events.filter((event) => seen.delete(event.id));
}
