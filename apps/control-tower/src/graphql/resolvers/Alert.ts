import { loader } from '@orderloom/subgraph';
import type { AlertRow } from '../../domain/alerts.ts';
import { readAlerts, readTold, type ToldRow } from '../../persistence/alert-store.ts';
import type { TowerContext } from '../context.ts';
import { shownPhrase } from '../phrases.ts';

const told = loader<TowerContext, string, readonly ToldRow[]>((ids, context) => readTold(context.pool, ids));
const alertsById = loader<TowerContext, string, AlertRow>((ids, context) => readAlerts(context.pool, ids));

export const Alert = {
  __resolveReference: (reference: { readonly id: string }, context: TowerContext) => alertsById(context).load(reference.id),
  thresholdsVersion: (alert: AlertRow) => alert.thresholds_version,
  finding: (alert: AlertRow) => shownPhrase(alert.finding),
  escalatedAt: (alert: AlertRow) => alert.escalated_at,
  closedAt: (alert: AlertRow) => alert.closed_at,
  lookedAt: (alert: AlertRow) => alert.looked_at,
  door: ({ count, place, set }: AlertRow) => ({ count, place, set }),
  told: async (alert: AlertRow, _args: unknown, context: TowerContext) => (await told(context).load(alert.id)) ?? [],
};
