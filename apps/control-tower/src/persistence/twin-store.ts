import type { Tx } from '@orderloom/outbox';
import type { ChangedTwin, StoredTwin } from '../application/ports.ts';
import { emptyTwin, type TwinState } from '../domain/twin-state.ts';
import { figureValues, putFigures } from './figure-store.ts';

/** Locks the rows of these orders, making the missing ones, in one order for everybody. */
export async function lockTwins(tx: Tx, ids: readonly string[], now: Date): Promise<Map<string, StoredTwin>> {
  const sorted = [...ids].toSorted();
  await tx.query(
    `insert into order_twin (id, state, channel, shop_id, status, current_gate, placed_at, updated_at, version)
     select id, jsonb_build_object('id', id), '', '', 'AWAITING_PAYMENT', 1, $2, $2, 0 from unnest($1::text[]) as t (id) order by id
     on conflict (id) do nothing`,
    [sorted, now],
  );
  const { rows } = await tx.query<{ id: string; version: string; state: Partial<TwinState> }>(
    'select id, version, state from order_twin where id = any($1) order by id for update',
    [sorted],
  );
  return new Map(rows.map((row) => [row.id, { version: BigInt(row.version), state: { ...emptyTwin(row.id), ...row.state } }]));
}

export async function saveTwins(tx: Tx, changed: readonly ChangedTwin[], now: Date): Promise<void> {
  const figures = changed.flatMap((twin) => twin.figures ?? []).toSorted((a, b) => (a.order_id < b.order_id ? -1 : 1));
  await tx.query(
    `with figures as (${putFigures(16)})
     update order_twin o set version = t.version, state = t.state, channel = t.channel, shop_id = t.shop_id, status = t.status,
            current_gate = t.gate, stuck_at = t.stuck_at, stuck_announced = coalesce(t.stuck_at <= $9, false), placed_at = t.placed_at,
            paid_minor = t.paid_minor, paid_at = t.paid_at, promised_at = t.promised_at, waiting_since = t.waiting_since,
            facets = t.facets::text[], updated_at = $9
       from unnest($1::text[], $2::bigint[], $3::jsonb[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::timestamptz[], $10::timestamptz[],
                   $11::bigint[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::text[])
            as t (id, version, state, channel, shop_id, status, gate, stuck_at, placed_at, paid_minor, paid_at, promised_at, waiting_since, facets)
      where o.id = t.id`,
    [
      changed.map((twin) => twin.state.id),
      changed.map((twin) => twin.version),
      changed.map((twin) => JSON.stringify(twin.state)),
      changed.map((twin) => twin.state.channel),
      changed.map((twin) => twin.state.shopId),
      changed.map((twin) => twin.keys.status),
      changed.map((twin) => twin.keys.currentGate),
      changed.map((twin) => moment(twin.keys.stuckAt)),
      now,
      changed.map((twin) => new Date(twin.state.placedAt ?? now.getTime())),
      changed.map((twin) => twin.state.paidMinor),
      changed.map((twin) => moment(twin.state.paidAt)),
      changed.map((twin) => moment(twin.state.promisedShipAt)),
      changed.map((twin) => moment(twin.keys.waitingSince)),
      changed.map((twin) => arrayText(twin.keys.facets)),
      ...figureValues(figures),
    ],
  );
}

function moment(time: number | undefined): Date | null {
  return time === undefined ? null : new Date(time);
}

/** An array inside an array of parameters: Postgres has no ragged ones, so each goes as its own text form. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Terms are only added: an order stays findable by every number that it ever had. */
export async function addSearchTerms(
  tx: Tx,
  terms: readonly (readonly [term: string, orderId: string])[],
  orders: { readonly areNew: boolean } = { areNew: false },
): Promise<void> {
  if (terms.length === 0) return;
  const sorted = terms.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1));
  await tx.query(
    `insert into order_search (term, order_id) select * from unnest($1::text[], $2::text[])${orders.areNew ? '' : ' on conflict do nothing'}`,
    [sorted.map(([term]) => term), sorted.map(([, orderId]) => orderId)],
  );
}

/** Orders whose clock ran out since the last look; each is answered once. */
export async function turnStuck(tx: Tx, now: Date, limit: number): Promise<readonly StoredTwin[]> {
  const { rows } = await tx.query<{ version: string; state: TwinState }>(
    `update order_twin set stuck_announced = true, version = version + 1
      where id in (select id from order_twin where stuck_at <= $1 and not stuck_announced and stuck_at is not null order by stuck_at limit $2 for update skip locked)
      returning version, state`,
    [now, limit],
  );
  return rows.map((row) => ({ version: BigInt(row.version), state: row.state }));
}
