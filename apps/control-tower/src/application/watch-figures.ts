import type { NewEvent } from '@orderloom/contracts';
import { inTransaction } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { AlertRow } from '../domain/alerts.ts';
import { judgeWatches, type JudgedAlert } from '../domain/judge-watches.ts';
import type { PublishedThresholds, TowerDeps } from './ports.ts';

/** Looks at every watched figure: raises, escalates and closes alerts by themselves, and says so to whoever tells people. */
export async function watchFigures(deps: TowerDeps, pool: Pool, published: PublishedThresholds): Promise<void> {
  const now = deps.now();
  const watches = await deps.store.readWatches(pool, now);
  await inTransaction(pool, async (tx) => {
    const open = await deps.store.lockOpenAlerts(tx);
    if (open === undefined) return;
    const judged = judgeWatches({ watches, open, thresholds: published.inForce('ALERTS'), now, newId: uuidv7 });
    await deps.store.putAlerts(
      tx,
      judged.map(({ alert }) => alert),
    );
    await deps.outbox.append(tx, judged.flatMap(toldOf));
  });
}

function toldOf({ alert, change }: JudgedAlert): readonly NewEvent[] {
  if (change === 'SAME') return [];
  return [change === 'CLOSED' ? closed(alert) : raised(alert)];
}

function raised(alert: AlertRow): NewEvent<'hub.tower.alert-raised.v1'> {
  return {
    type: 'hub.tower.alert-raised.v1',
    aggregateId: alert.id,
    orderId: '',
    data: {
      alertId: alert.id,
      rule: alert.rule,
      subject: alert.subject,
      level: alert.level,
      value: alert.value,
      unit: alert.unit,
      threshold: alert.threshold,
      thresholdsVersion: alert.thresholds_version,
      owner: alert.owner,
      place: alert.place,
      set: alert.set,
      since: alert.since,
      raisedAt: alert.looked_at,
    },
  };
}

function closed(alert: AlertRow): NewEvent<'hub.tower.alert-closed.v1'> {
  return {
    type: 'hub.tower.alert-closed.v1',
    aggregateId: alert.id,
    orderId: '',
    data: {
      alertId: alert.id,
      rule: alert.rule,
      subject: alert.subject,
      level: alert.level,
      owner: alert.owner,
      value: alert.value,
      unit: alert.unit,
      since: alert.since,
      closedAt: alert.looked_at,
    },
  };
}
