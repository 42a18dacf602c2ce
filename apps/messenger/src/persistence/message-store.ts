import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { DueMessage, MessageKind, MessageStore, NewMessage, Report, Reported, Transport } from '../application/ports.ts';
import { forgetAlerts, rememberAlerts, takeUntoldAlerts } from './untold-alerts.ts';
import { forgetClosed, rememberUntold, takeUntold } from './untold-work-items.ts';

async function planMessages(tx: Tx, messages: readonly NewMessage[], now: Date): Promise<void> {
  if (messages.length === 0) return;
  await tx.query(
    `insert into message (id, kind, transport, matter, order_id, parcel_id, told, recipient_token, content, traceparent, state, next_try_at, planned_at)
     select t.*, 'PLANNED', $11, $11 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[], $10::text[]) as t
     on conflict (transport, matter) do nothing`,
    [
      messages.map((one) => one.id),
      messages.map((one) => one.kind),
      messages.map((one) => one.transport),
      messages.map((one) => one.matter),
      messages.map((one) => one.orderId),
      messages.map((one) => one.parcelId),
      messages.map((one) => one.told),
      messages.map((one) => one.recipientToken),
      messages.map((one) => JSON.stringify(one.content)),
      messages.map((one) => one.traceparent),
      now,
    ],
  );
}

async function nextDue(pool: Pick<Pool, 'query'>, transport: Transport): Promise<Date | undefined> {
  const { rows } = await pool.query<{ due: Date | null }>(
    "select min(next_try_at) as due from message where transport = $1 and state in ('PLANNED', 'SENDING')",
    [transport],
  );
  return rows[0]?.due ?? undefined;
}

async function isStaffToBeTold(pool: Pick<Pool, 'query'>, now: Date): Promise<boolean> {
  const { rows } = await pool.query<{ is: boolean }>(
    `select exists (select from untold_work_item) or exists (select from untold_alert) or exists (
       select from message where transport = 'WECOM_ROBOT' and state in ('PLANNED', 'SENDING') and next_try_at <= $1) as is`,
    [now],
  );
  return rows[0]?.is === true;
}

interface DueRow {
  readonly id: string;
  readonly kind: MessageKind;
  readonly transport: Transport;
  readonly matter: string;
  readonly order_id: string;
  readonly parcel_id: string;
  readonly told: string;
  readonly recipient_token: string;
  readonly content: unknown;
  readonly traceparent: string;
  readonly first_tried_at: Date;
  readonly tried_before: boolean;
}

/** Takes what is due and writes down that the transport is about to be asked. */
async function takeDue(
  tx: Tx,
  due: { readonly transport: Transport; readonly now: Date; readonly again: Date; readonly limit: number },
): Promise<readonly DueMessage[]> {
  const { rows } = await tx.query<DueRow>(
    `with due as (
       select id, state = 'SENDING' as tried_before from message
        where transport = $1 and state in ('PLANNED', 'SENDING') and next_try_at <= $2 order by next_try_at limit $4 for update skip locked)
     update message m set state = 'SENDING', first_tried_at = coalesce(m.first_tried_at, $2), next_try_at = $3
       from due where m.id = due.id
     returning m.id, m.kind, m.transport, m.matter, m.order_id, m.parcel_id, m.told, m.recipient_token, m.content, m.traceparent, m.first_tried_at, due.tried_before`,
    [due.transport, due.now, due.again, due.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    transport: row.transport,
    matter: row.matter,
    orderId: row.order_id,
    parcelId: row.parcel_id,
    told: row.told,
    recipientToken: row.recipient_token,
    content: row.content,
    traceparent: row.traceparent,
    firstTriedAt: row.first_tried_at,
    triedBefore: row.tried_before,
  }));
}

async function markSent(
  tx: Tx,
  sent: readonly { readonly id: string; readonly transportId: string | undefined }[],
  now: Date,
): Promise<void> {
  if (sent.length === 0) return;
  await tx.query(
    `update message m set state = 'SENT', transport_id = t.transport_id, sent_at = $3
       from unnest($1::uuid[], $2::text[]) as t (id, transport_id) where m.id = t.id`,
    [sent.map((one) => one.id), sent.map((one) => one.transportId ?? null), now],
  );
}

async function markEnded(
  tx: Tx,
  ended: readonly { readonly id: string; readonly state: 'REFUSED' | 'NO_CONTACT'; readonly reason: string }[],
): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(
    `update message m set state = t.state, refusal = t.reason from unnest($1::uuid[], $2::text[], $3::text[]) as t (id, state, reason) where m.id = t.id`,
    [ended.map((one) => one.id), ended.map((one) => one.state), ended.map((one) => one.reason)],
  );
}

/** Nothing was sent: planned again as if it had not been tried. */
async function markUnsent(tx: Tx, ids: readonly string[], again: Date): Promise<void> {
  if (ids.length > 0)
    await tx.query("update message set state = 'PLANNED', first_tried_at = null, next_try_at = $2 where id = any($1)", [ids, again]);
}

async function markUnknown(tx: Tx, ids: readonly string[], again: Date): Promise<void> {
  if (ids.length > 0) await tx.query('update message set next_try_at = $2 where id = any($1)', [ids, again]);
}

/** Of several reports with one id the first counts, as if the others had come later. */
async function markReported(
  tx: Tx,
  transport: Transport,
  reports: readonly Report[],
  now: Date,
): Promise<readonly (Reported | 'ALREADY' | 'UNKNOWN')[]> {
  if (reports.length === 0) return [];
  const firsts = [...new Map(reports.toReversed().map((report) => [report.transportId, report])).values()];
  const { rows } = await tx.query<{ id: string; order_id: string; parcel_id: string; transport_id: string }>(
    `update message m set state = t.state, delivered_at = case when t.state = 'DELIVERED' then $5::timestamptz end, refusal = nullif(t.reason, '')
       from unnest($2::text[], $3::text[], $4::text[]) as t (transport_id, state, reason)
      where m.transport = $1 and m.transport_id = t.transport_id and m.state = 'SENT' returning m.id, m.order_id, m.parcel_id, m.transport_id`,
    [
      transport,
      firsts.map((one) => one.transportId),
      firsts.map((one) => (one.delivered ? 'DELIVERED' : 'NOT_DELIVERED')),
      firsts.map((one) => one.reason),
      now,
    ],
  );
  const news = new Map(rows.map((row) => [row.transport_id, { id: row.id, orderId: row.order_id, parcelId: row.parcel_id }]));
  const others = firsts.map((one) => one.transportId).filter((id) => !news.has(id));
  const known = others.length === 0 ? news : new Set([...news.keys(), ...(await knownIds(tx, transport, others))]);
  return reports.map((report) => {
    const reported = firsts.includes(report) ? news.get(report.transportId) : undefined;
    return reported ?? (known.has(report.transportId) ? 'ALREADY' : 'UNKNOWN');
  });
}

async function knownIds(tx: Tx, transport: Transport, transportIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await tx.query<{ transport_id: string }>(
    'select transport_id from message where transport = $1 and transport_id = any($2::text[])',
    [transport, transportIds],
  );
  return rows.map((row) => row.transport_id);
}

/** The messenger's database. */
export const messageStore: MessageStore = {
  planMessages,
  nextDue,
  isStaffToBeTold,
  takeDue,
  markSent,
  markEnded,
  markUnsent,
  markUnknown,
  markReported,
  rememberUntold,
  forgetClosed,
  takeUntold,
  rememberAlerts,
  forgetAlerts,
  takeUntoldAlerts,
};
