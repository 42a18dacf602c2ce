import type { HubEvent } from '@orderloom/contracts';
import type { Pool } from 'pg';
import { blockedAggregates, openLettersOf } from './dead-letters.ts';
import type { Tx } from './transaction.ts';

export interface Taken {
  /** What had not been taken before. */
  readonly fresh: readonly HubEvent[];
  /** Aggregates with an open dead letter, behind which their events wait. */
  readonly blocked: ReadonlySet<string>;
}

// In one statement: every batch of every service asks this.
const MARK = `
with fresh as (
  insert into inbox (event_id) select unnest($1::uuid[]) as event_id order by event_id on conflict do nothing returning event_id
), blocked as (${openLettersOf('$2')})
select event_id::text as name, true as fresh from fresh union all select aggregate_id, false from blocked`;

/**
 * Marks a batch as taken and says what is new of it. What was committed together is known by its bundle, one row for all of it;
 * of a bundle that was split before, each event is asked for by itself.
 */
export async function takeBundles(tx: Tx, events: readonly HubEvent[]): Promise<Taken> {
  const keys = [...new Set(events.map(keyOf))];
  const { rows } = await tx.query<{ name: string; fresh: boolean }>(MARK, [keys, aggregatesOf(events)]);
  const fresh = new Set(rows.flatMap((row) => (row.fresh ? [row.name] : [])));
  const known = keys.filter((key) => !fresh.has(key));
  if (known.length === 0) return { fresh: once(events), blocked: new Set(rows.flatMap((row) => (row.fresh ? [] : [row.name]))) };
  const missing = await missingOfSplit(tx, known, events);
  // Somebody else has taken some of them, maybe while this statement waited for him: what he buried it has not seen.
  const blocked = await blockedAggregates(tx, aggregatesOf(events));
  return { fresh: once(events.filter((event) => fresh.has(keyOf(event)) || missing.has(event))), blocked };
}

/** The same for events that are taken one by one. */
export async function takeSingly(tx: Tx, events: readonly HubEvent[]): Promise<Taken> {
  const fresh = await markEvents(tx, events);
  return { fresh, blocked: fresh.length === 0 ? new Set() : await blockedAggregates(tx, aggregatesOf(fresh)) };
}

async function missingOfSplit(tx: Tx, keys: readonly string[], events: readonly HubEvent[]): Promise<ReadonlySet<HubEvent>> {
  const { rows } = await tx.query<{ event_id: string }>('select event_id from inbox where event_id = any($1::uuid[]) and split', [keys]);
  if (rows.length === 0) return new Set();
  const split = new Set(rows.map((row) => row.event_id));
  return new Set(
    await markEvents(
      tx,
      events.filter((event) => split.has(keyOf(event))),
    ),
  );
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

/** For who leaves some events to another reader: what was committed together is marked as taken together, so it is taken whole or left whole. */
export function wholeBundles(events: readonly HubEvent[], isWanted: (event: HubEvent) => boolean): readonly HubEvent[] {
  return [...Map.groupBy(events, keyOf).values()].filter((bundle) => bundle.every(isWanted)).flat();
}

/** Removes inbox rows older than twice the outbox's keep: nothing that old can come again. */
export async function sweepInbox(pool: Pool): Promise<void> {
  await pool.query("delete from inbox where taken_at < now() - interval '14 days'");
}

function aggregatesOf(events: readonly HubEvent[]): readonly string[] {
  return [...new Set(events.map((event) => event.aggregateId))];
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
