import type { NewEvent } from '@orderloom/contracts';
import { gatherApart, inTransaction } from '@orderloom/outbox';
import type { DueMessage, MessengerDeps, SendOutcome } from './ports.ts';
import { keepExchanges, messageRefused, messageSent, type Told } from './message-events.ts';

export const CARDS_AT_A_TIME = 100;
/** As many connections are kept for it: an answer takes a sixth of a second, and a hundred cards a second are a busy evening. */
export const CARDS_IN_FLIGHT = 32;
/** Answers are written this far apart, together; the first one of a turn at once. */
const WRITE_APART_MS = 100;
/** After this long without an outcome it is sent again: longer than the call's deadline. */
const AGAIN_AFTER_MS = 15_000;
const RETRY_MS = 2_000;
/** The service account recognises our id for ten minutes; after nine a repeat could reach the customer twice. */
const REPEAT_WINDOW_MS = 9 * 60_000;

/** Sends the logistics cards that are due. Answers with how many came to an end; none means that a pause is due. */
export async function sendLogisticsCards(deps: MessengerDeps): Promise<number> {
  const due = await inTransaction(deps.pool, (tx) => {
    const now = deps.now();
    return deps.messages.takeDue(tx, {
      transport: 'WECHAT_SERVICE_ACCOUNT',
      now,
      again: new Date(now.getTime() + AGAIN_AFTER_MS),
      limit: CARDS_AT_A_TIME,
    });
  });
  if (due.length === 0) return 0;
  const contacts = await deps.contacts.openIds([...new Set(due.map((message) => message.recipientToken))]).catch(async (error: unknown) => {
    await settle(
      deps,
      due.map((message) => ({ message, outcome: { kind: 'NOT_SENT', reason: 'the vault does not answer' } })),
    );
    throw error;
  });
  const settleOne = gatherApart((told: readonly Told[]) => settle(deps, told), WRITE_APART_MS);
  const rest = due.values();
  const settling: Promise<boolean>[] = [];
  const sendRest = async (): Promise<void> => {
    for (const message of rest) {
      const settled = settleOne({ message, outcome: await sendOne(deps, message, contacts) });
      // Told at the end of the turn; until then nobody listens.
      settled.catch(() => undefined);
      settling.push(settled);
    }
  };
  // Each place takes the next card when its own is answered: one that answers late holds up neither the others nor their writing.
  await Promise.all(Array.from({ length: CARDS_IN_FLIGHT }, sendRest));
  return (await Promise.all(settling)).filter(Boolean).length;
}

async function sendOne(
  deps: MessengerDeps,
  message: DueMessage,
  contacts: ReadonlyMap<string, string>,
): Promise<SendOutcome | 'NO_CONTACT' | 'TOO_LATE'> {
  const openId = contacts.get(message.recipientToken);
  if (openId === undefined || openId === '') return 'NO_CONTACT';
  if (message.triedBefore && deps.now().getTime() - message.firstTriedAt.getTime() > REPEAT_WINDOW_MS) return 'TOO_LATE';
  return deps.customers.send({
    openId,
    clientId: message.id.replaceAll('-', ''),
    content: message.content,
    url: deps.links.buyerPage(message.orderId),
  });
}

/** Answers for each whether it came to an end. */
async function settle(deps: MessengerDeps, told: readonly Told[]): Promise<readonly boolean[]> {
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const again = new Date(now.getTime() + RETRY_MS);
    const rawRefs = await keepExchanges(deps, tx, told, now);
    const events: NewEvent[] = [];
    const sent: { id: string; transportId: string | undefined }[] = [];
    const ended: { id: string; state: 'REFUSED' | 'NO_CONTACT'; reason: string }[] = [];
    const unsent: string[] = [];
    const unknown: string[] = [];
    for (const { message, outcome } of told) {
      const about = { system: deps.customers.system, rawRef: rawRefs.get(message.id) ?? '', now };
      if (outcome === 'NO_CONTACT') {
        ended.push({ id: message.id, state: 'NO_CONTACT', reason: 'the buyer does not follow the service account' });
        events.push(messageRefused(message, { ...about, code: 'NO_CONTACT', reason: 'the buyer does not follow the service account' }));
      } else if (outcome === 'TOO_LATE') {
        ended.push({ id: message.id, state: 'REFUSED', reason: 'outcome unknown for too long to repeat' });
        events.push(
          messageRefused(message, {
            ...about,
            code: 'UNKNOWN_OUTCOME',
            reason: 'it may have arrived; a repeat could reach the customer twice',
          }),
        );
      } else if (outcome.kind === 'SENT') {
        sent.push({ id: message.id, transportId: outcome.transportId });
        events.push(messageSent(message, about));
      } else if (outcome.kind === 'REFUSED') {
        ended.push({ id: message.id, state: 'REFUSED', reason: `${outcome.code} ${outcome.reason}` });
        events.push(messageRefused(message, { ...about, code: outcome.code, reason: outcome.reason }));
      } else if (outcome.kind === 'NOT_SENT' && !message.triedBefore) unsent.push(message.id);
      // What an earlier try left open stays open, whatever became of this one.
      else unknown.push(message.id);
    }
    await deps.messages.markSent(tx, sent, now);
    await deps.messages.markEnded(tx, ended);
    await deps.messages.markUnsent(tx, unsent, again);
    await deps.messages.markUnknown(tx, unknown, again);
    await deps.outbox.append(tx, events);
    const open = new Set([...unsent, ...unknown]);
    return told.map(({ message }) => !open.has(message.id));
  });
}
