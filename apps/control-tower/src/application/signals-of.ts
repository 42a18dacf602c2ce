import type { AnyHubEvent } from '@orderloom/contracts';
import type { Signals } from './ports.ts';

/** What a batch says of alerts that were told and of stock that is not as the book has it. */
export function signalsOf(events: readonly AnyHubEvent[]): Signals {
  return {
    told: events.flatMap((event) => {
      if (event.type !== 'hub.messenger.message-sent.v1') return [];
      const { data } = event;
      return data.alerts.map((alert) => {
        const [alertId = '', level = ''] = alert.split('/');
        return {
          alertId,
          level,
          messageId: data.messageId,
          told: data.told,
          transport: data.transport,
          at: data.sentAt ?? event.occurredAt,
        };
      });
    }),
    drifts: events.flatMap((event) => {
      if (event.type !== 'hub.inventory.drift-detected.v1') return [];
      const { sku, warehouseId, book, counted, countedAt } = event.data;
      return [{ sku, warehouseId, book, counted, countedAt: countedAt ?? event.occurredAt }];
    }),
  };
}
