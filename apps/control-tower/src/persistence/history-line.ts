import { eventFromCloudEvent, eventToCloudEvent, type HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';

/** Puts events at the end of the line. */
export async function lineUp(tx: Tx, events: readonly HubEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query('insert into history_line (event) select * from unnest($1::text[])', [
    events.map((event) => JSON.stringify(eventToCloudEvent(event))),
  ]);
}

/** Takes the first of the line out of it; another taker waits, so that they are taken in their order. */
export async function takeFromLine(tx: Tx, limit: number): Promise<readonly HubEvent[]> {
  const { rows } = await tx.query<{ seq: string; event: string }>(
    `with first as (select seq from history_line order by seq limit $1 for update)
     delete from history_line l using first f where l.seq = f.seq returning l.seq, l.event`,
    [limit],
  );
  return rows.toSorted((a, b) => Number(a.seq) - Number(b.seq)).map((row) => eventFromCloudEvent(JSON.parse(row.event)));
}
