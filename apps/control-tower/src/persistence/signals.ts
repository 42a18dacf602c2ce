import type { Tx } from '@orderloom/outbox';
import type { Signals } from '../application/ports.ts';

/** Keeps whom an alert was told, and where book and count differ; the same word twice stands once. */
export async function keepSignals(tx: Tx, { told, drifts }: Signals): Promise<void> {
  if (told.length > 0) {
    await tx.query(
      `insert into alert_told (alert_id, message_id, told, transport, level, at)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) on conflict do nothing`,
      [
        told.map((one) => one.alertId),
        told.map((one) => one.messageId),
        told.map((one) => one.told),
        told.map((one) => one.transport),
        told.map((one) => one.level),
        told.map((one) => one.at),
      ],
    );
  }
  const latest = [...new Map(drifts.map((one) => [`${one.sku}/${one.warehouseId}`, one])).values()];
  if (latest.length === 0) return;
  await tx.query(
    `insert into stock_drift (sku, warehouse_id, book, counted, counted_at)
     select * from unnest($1::text[], $2::text[], $3::integer[], $4::integer[], $5::timestamptz[]) order by 1, 2
     on conflict (sku, warehouse_id) do update set book = excluded.book, counted = excluded.counted, counted_at = excluded.counted_at
      where stock_drift.counted_at <= excluded.counted_at`,
    [
      latest.map((one) => one.sku),
      latest.map((one) => one.warehouseId),
      latest.map((one) => one.book),
      latest.map((one) => one.counted),
      latest.map((one) => one.countedAt),
    ],
  );
}
