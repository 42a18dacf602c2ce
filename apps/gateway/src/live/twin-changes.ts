import { eventFromCloudEvent, isOfType } from '@orderloom/contracts';
import type { HubConnection } from '@orderloom/messaging';
import type { Change } from './change.ts';

/** The subject of the twin's changes; a message is a batch of CloudEvents. */
export const twinChanged = 'hub.tower.twin-changed.v1';

export type TwinChanges = { readonly stop: () => void };

/**
 * Listens to the twin's changes as they are published. A plain subscription, not a durable one: what a browser missed while the
 * broker was away it asks for again, so `onGap` is all that is needed.
 */
export function listenToTwin(
  hub: HubConnection,
  heard: {
    readonly isWanted: () => boolean;
    /** A message came that nobody wanted. */
    readonly onUnwanted: () => void;
    readonly onChange: (change: Change) => void;
    readonly onGap: () => void;
    readonly onUnreadable: (reason: string) => void;
  },
): TwinChanges {
  const subscription = hub.nats.subscribe(twinChanged, {
    callback: (error, message) => {
      if (error !== null) return heard.onUnreadable(error.message);
      if (!heard.isWanted()) return heard.onUnwanted();
      for (const element of elementsOf(message.data, heard.onUnreadable))
        for (const change of changesOf(element, heard.onUnreadable)) heard.onChange(change);
    },
  });
  const forget = hub.onReconnect(heard.onGap);
  return {
    stop: () => {
      subscription.unsubscribe();
      forget();
    },
  };
}

function elementsOf(data: Uint8Array, onUnreadable: (reason: string) => void): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    onUnreadable('message is not JSON');
    return [];
  }
}

function changesOf(element: unknown, onUnreadable: (reason: string) => void): readonly Change[] {
  try {
    const event = eventFromCloudEvent(element);
    if (!isOfType(event, twinChanged)) return [];
    const { changes, ...alone } = event.data;
    // A tower of an older release tells of each order alone.
    const told = changes.length > 0 ? changes : [alone];
    return told.map(({ orderId, version, gate, stuck, status, changedAt }) => ({
      id: orderId,
      version,
      gate,
      stuck,
      status,
      at: changedAt,
    }));
  } catch (error) {
    onUnreadable(error instanceof Error ? error.message : 'not an event');
    return [];
  }
}
