import type { NewEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { alertsOf } from './tell-alerts.ts';
import type { DueMessage, MessengerDeps, SendOutcome } from './ports.ts';

export interface Told {
  readonly message: DueMessage;
  readonly outcome: SendOutcome | 'NO_CONTACT' | 'TOO_LATE';
}

interface About {
  readonly system: string;
  readonly rawRef: string;
  readonly now: Date;
}

/** Keeps the bodies of all calls of a batch; answers with the reference of each message's answer. */
export async function keepExchanges(deps: MessengerDeps, tx: Tx, told: readonly Told[], now: Date): Promise<ReadonlyMap<string, string>> {
  const kept = told.flatMap(({ message, outcome }) =>
    typeof outcome === 'object' && 'exchange' in outcome ? [{ message, exchange: outcome.exchange }] : [],
  );
  const ids = await deps.archive.save(
    tx,
    kept.flatMap(({ message, exchange }) => {
      const common = {
        system: exchange.system,
        operation: exchange.operation,
        contentType: 'application/json',
        receivedAt: now,
        subject: message.parcelId,
      };
      return [
        { ...common, direction: 'OUT' as const, body: exchange.request },
        { ...common, direction: 'ANSWER' as const, body: exchange.answer },
      ];
    }),
  );
  return new Map(kept.map(({ message }, index) => [message.id, deps.archive.refOf(ids[index * 2] ?? '')]));
}

export function messageSent(message: DueMessage, about: About): NewEvent {
  return {
    type: 'hub.messenger.message-sent.v1',
    ...head(message, about),
    data: {
      messageId: message.id,
      orderId: message.orderId,
      parcelId: message.parcelId,
      kind: message.kind,
      transport: message.transport,
      told: message.told,
      sentAt: about.now,
      alerts: alertsOf(message.content),
    },
  };
}

export function messageRefused(message: DueMessage, about: About & { readonly code: string; readonly reason: string }): NewEvent {
  return {
    type: 'hub.messenger.message-refused.v1',
    ...head(message, about),
    data: {
      messageId: message.id,
      orderId: message.orderId,
      parcelId: message.parcelId,
      kind: message.kind,
      transport: message.transport,
      code: about.code,
      reason: about.reason,
      refusedAt: about.now,
    },
  };
}

function head(message: DueMessage, about: About) {
  return {
    aggregateId: message.orderId === '' ? message.id : message.orderId,
    orderId: message.orderId,
    system: about.system,
    actor: about.system,
    rawRef: about.rawRef,
    traceparent: message.traceparent,
  };
}
