import { inTransaction } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { digestOf } from '../domain/work-item-digest.ts';
import { keepExchanges, messageRefused, messageSent, type Told } from './message-events.ts';
import type { MessengerDeps } from './ports.ts';

/** New work items collect for a moment, so that a storm of them is one message: the robot takes 20 a minute. */
const COLLECT_MS = 4_000;
const AGAIN_AFTER_MS = 60_000;
/** Items that the landing page of the message lists. */
const MOST_SHOWN = 50;

/** Plans one digest of all that is new; sends the digests that are due. */
export async function tellWorkItems(deps: MessengerDeps): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const items = await deps.messages.takeUntold(tx, new Date(now.getTime() - COLLECT_MS));
    if (items.length === 0) return;
    const id = uuidv7();
    await deps.messages.planMessages(
      tx,
      [
        {
          id,
          kind: 'WORK_ITEM_CARD',
          transport: 'WECOM_ROBOT',
          matter: `digest/${id}`,
          orderId: '',
          parcelId: '',
          told: 'operations',
          recipientToken: '',
          content: { text: digestOf(items, deps.links.messageCard(id)), items: items.slice(0, MOST_SHOWN) },
          traceparent: '',
        },
      ],
      now,
    );
  });
  const due = await inTransaction(deps.pool, (tx) => {
    const now = deps.now();
    return deps.messages.takeDue(tx, { transport: 'WECOM_ROBOT', now, again: new Date(now.getTime() + AGAIN_AFTER_MS), limit: 1 });
  });
  for (const message of due) {
    // A repeat would be a second message to everybody: what may have been sent counts as sent.
    const outcome = message.triedBefore ? 'TOO_LATE' : await deps.staff.send(textOf(message.content));
    await settle(deps, { message, outcome });
  }
}

async function settle(deps: MessengerDeps, told: Told): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const { message, outcome } = told;
    const rawRef = (await keepExchanges(deps, tx, [told], now)).get(message.id) ?? '';
    const about = { system: deps.staff.system, rawRef, now };
    if (typeof outcome === 'string' || outcome.kind === 'UNKNOWN') {
      await deps.messages.markEnded(tx, [{ id: message.id, state: 'REFUSED', reason: 'outcome unknown' }]);
      return;
    }
    if (outcome.kind === 'NOT_SENT') return deps.messages.markUnsent(tx, [message.id], new Date(now.getTime() + COLLECT_MS));
    if (outcome.kind === 'SENT') {
      await deps.messages.markSent(tx, [{ id: message.id, transportId: outcome.transportId }], now);
      return deps.outbox.append(tx, [messageSent(message, about)]);
    }
    await deps.messages.markEnded(tx, [{ id: message.id, state: 'REFUSED', reason: `${outcome.code} ${outcome.reason}` }]);
    await deps.outbox.append(tx, [messageRefused(message, { ...about, code: outcome.code, reason: outcome.reason })]);
  });
}

function textOf(content: unknown): string {
  return typeof content === 'object' && content !== null && 'text' in content ? String(content.text) : '';
}
