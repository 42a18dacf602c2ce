import type { Tx } from '@orderloom/outbox';
import type { UntoldAlert } from '../domain/alert-card.ts';

/** An alert that became red before anybody was told is told as red, once. */
export async function rememberAlerts(tx: Tx, alerts: readonly (UntoldAlert & { readonly raisedAt: Date })[]): Promise<void> {
  const latest = [...new Map(alerts.map((alert) => [alert.alertId, alert])).values()];
  await tx.query(
    `insert into untold_alert (alert_id, rule, subject, level, value, unit, threshold, owner, raised_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::float8[], $8::text[], $9::timestamptz[])
     on conflict (alert_id) do update set level = excluded.level, value = excluded.value, threshold = excluded.threshold`,
    [
      latest.map((one) => one.alertId),
      latest.map((one) => one.rule),
      latest.map((one) => one.subject),
      latest.map((one) => one.level),
      latest.map((one) => one.value),
      latest.map((one) => one.unit),
      latest.map((one) => one.threshold),
      latest.map((one) => one.owner),
      latest.map((one) => one.raisedAt),
    ],
  );
}

/** What was over before anybody was told needs no telling. */
export async function forgetAlerts(tx: Tx, alertIds: readonly string[]): Promise<void> {
  await tx.query('delete from untold_alert where alert_id = any($1)', [alertIds]);
}

interface Row {
  readonly alert_id: string;
  readonly rule: string;
  readonly subject: string;
  readonly level: string;
  readonly value: number;
  readonly unit: string;
  readonly threshold: number;
  readonly owner: string;
}

/** Takes all alerts that were raised before, if there are any. */
export async function takeUntoldAlerts(tx: Tx, before: Date): Promise<readonly UntoldAlert[]> {
  const { rows } = await tx.query<Row>('delete from untold_alert where raised_at <= $1 returning *', [before]);
  return rows.map((row) => ({
    alertId: row.alert_id,
    rule: row.rule,
    subject: row.subject,
    level: row.level,
    value: row.value,
    unit: row.unit,
    threshold: row.threshold,
    owner: row.owner,
  }));
}
