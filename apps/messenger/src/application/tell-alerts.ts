import { inTransaction } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { alertCard } from '../domain/alert-card.ts';
import type { MessengerDeps } from './ports.ts';

/** Alerts collect for a moment, so that those of one cause are one message. */
const COLLECT_MS = 4_000;

/** Plans one message for each owner of new alerts; the robot's sender takes them with its other messages. */
export async function planAlerts(deps: MessengerDeps): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const alerts = await deps.messages.takeUntoldAlerts(tx, new Date(now.getTime() - COLLECT_MS));
    if (alerts.length === 0) return;
    const messages = [...Map.groupBy(alerts, (alert) => alert.owner)].map(([owner, own]) => {
      const id = uuidv7();
      return {
        id,
        kind: 'ALERT' as const,
        transport: 'WECOM_ROBOT' as const,
        matter: `alerts/${id}`,
        orderId: '',
        parcelId: '',
        told: owner,
        recipientToken: '',
        content: { text: alertCard(owner, own), alerts: own.map((alert) => `${alert.alertId}/${alert.level}`) },
        traceparent: '',
      };
    });
    await deps.messages.planMessages(tx, messages, now);
  });
}

/** The alerts that a message carried, each with the level that it told; empty for other messages. */
export function alertsOf(content: unknown): string[] {
  if (typeof content !== 'object' || content === null || !('alerts' in content) || !Array.isArray(content.alerts)) return [];
  return content.alerts.filter((one): one is string => typeof one === 'string');
}
