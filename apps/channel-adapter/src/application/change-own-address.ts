import { DomainError } from '@orderloom/domain-kernel';
import { canonicalText, inTransaction, keepAnswers, lookUpCommand, type AskedCommand } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { isRecord } from '../domain/lossless-json.ts';
import { recipientTrouble, type FieldTrouble, type OwnRecipient } from '../domain/own-order.ts';
import { recipientText, type PlainRecipient } from '../domain/recipient.ts';
import { readdressOwn, type OwnAddress, type OwnOrderKey, type OwnOrders } from './own-orders.ts';
import { newRecipient, type RecipientDeps } from './seal-recipient.ts';
import type { IntakeWork, RecipientFacts } from './stores.ts';

/** The address misses what nothing can be sent without. */
export class AddressUnusable extends DomainError {
  readonly code = 'ADDRESS_UNUSABLE';
  readonly field: string;
  readonly why: FieldTrouble;

  constructor(field: string, why: FieldTrouble) {
    super(`The field ${field} cannot be used: ${why}.`, { field, why });
    this.field = field;
    this.why = why;
  }
}

export interface AddressWish {
  readonly order: OwnOrderKey & { readonly orderId: string };
  readonly recipient: OwnRecipient;
  readonly reason: string;
  readonly account: string;
  /** Whose idempotency key it is. */
  readonly scope: string;
  readonly idempotencyKey: string;
}

/** What the order service says; kept as it is, so it holds texts only. */
export interface AddressVerdict {
  readonly answer: 'CHANGED' | 'PROPOSED' | 'ORDER_NOT_FOUND' | 'ALREADY_OUTBOUND' | 'ALREADY_ENDED' | 'STOP_UNDER_WAY' | 'REASON_UNUSABLE';
  readonly proposalId: string;
  readonly recipientToken: string;
  readonly outboundAt: string;
  readonly why: string;
}

export interface ChangeAddressDeps extends RecipientDeps {
  readonly pool: Pool;
  readonly archive: RawArchive;
  readonly own: OwnOrders;
  readonly work: Pick<IntakeWork, 'add'>;
  /** Asks the order service, which alone knows whether the order still can go elsewhere. May be repeated with the same scope and id. */
  readonly askOrder: (change: {
    readonly scope: string;
    readonly changeId: string;
    readonly print: string;
    readonly orderId: string;
    readonly recipient: RecipientFacts;
    readonly account: string;
    readonly reason: string;
  }) => Promise<AddressVerdict>;
  readonly now: () => Date;
}

/**
 * Seals the address and keeps the order's new body, asks the order, and takes the new word as the last one if it may. A crash in
 * between leaves the key begun: the same call again asks the order again, which gives the answer that it gave. Where nobody calls
 * again, the order's own event brings the new word (on-recipient-changed).
 */
export async function changeOwnAddress(deps: ChangeAddressDeps, wish: AddressWish): Promise<AddressVerdict> {
  const trouble = recipientTrouble(wish.recipient);
  if (trouble !== undefined) throw new AddressUnusable(trouble.field, trouble.why);
  const print = deps.vault.indexOf('command', canonicalText({ ...wish.recipient }));
  const asked: AskedCommand = {
    scope: wish.scope,
    key: wish.idempotencyKey,
    command: 'changeAddress',
    print: `${wish.order.orderId} ${wish.reason} ${print}`,
  };
  const changeId = changeIdOf(wish);
  const begun = await begin(deps, wish, { ...asked, changeId });
  if ('answer' in begun) return begun;
  const recipient = (await deps.vault.facts([begun.token])).get(begun.token);
  if (recipient === undefined) throw new Error('the address was sealed and is gone');
  const { account, reason, scope, order } = wish;
  const verdict = await deps.askOrder({
    scope,
    changeId,
    print,
    orderId: order.orderId,
    recipient,
    account,
    reason,
  });
  await inTransaction(deps.pool, async (tx) => {
    const known = await lookUpCommand(tx, asked);
    if (known.kind === 'answered') return;
    if (verdict.answer === 'CHANGED' || verdict.answer === 'PROPOSED')
      await readdressOwn(deps, tx, [verdict.recipientToken], { now: deps.now(), begunAt: begun.begunAt });
    await keepAnswers(tx, [{ asked, answer: verdict }], deps.now());
  });
  return verdict;
}

async function begin(
  deps: ChangeAddressDeps,
  wish: AddressWish,
  { changeId, ...asked }: AskedCommand & { readonly changeId: string },
): Promise<AddressVerdict | OwnAddress> {
  const { order } = wish;
  const now = deps.now();
  const last = (await deps.own.lastWords(order.shopId, [order.orderNo])).get(order.orderNo);
  const document = isRecord(last?.document) ? last.document : {};
  const before = isRecord(document['recipient']) ? document['recipient'] : {};
  const remark = typeof before['remark'] === 'string' ? before['remark'] : '';
  const plain: PlainRecipient = { ...wish.recipient, remark, addressToken: '' };
  const recipient = newRecipient(deps, plain, {
    token: uuidv4(),
    platformOrderNo: order.orderNo,
    buyerToken: '',
    contentIndex: deps.vault.indexOf('recipient-content', recipientText(plain)),
  });
  const rawId = uuidv7();
  return inTransaction(deps.pool, async (tx) => {
    const known = await lookUpCommand(tx, asked);
    if (known.kind === 'answered') return known.answer as AddressVerdict; // written above with the same shape
    // The copy that was sealed first may be the one that the order took.
    const before = known.kind === 'begun' ? await deps.own.addressOf(tx, changeId) : undefined;
    if (before !== undefined) return before;
    await deps.archive.save(tx, [
      {
        id: rawId,
        direction: 'IN',
        system: 'own',
        operation: 'changeAddress',
        contentType: 'application/json',
        body: Buffer.from(JSON.stringify({ orderNo: order.orderNo, changedAt: now.getTime(), recipient: { ...wish.recipient, remark } })),
        receivedAt: now,
        subject: order.orderNo,
      },
    ]);
    await deps.vault.seal(tx, order.shopId, [recipient], now);
    const sealed = { token: recipient.token, begunAt: now };
    await deps.own.keepAddress(tx, order, { ...sealed, rawId, changeId });
    await keepAnswers(tx, [{ asked, answer: null }], now);
    return sealed;
  });
}

/** The order service keeps cancellations and the like by the same scope: a change of address must not meet them. */
function changeIdOf({ scope, idempotencyKey }: AddressWish): string {
  return `address ${createHash('sha256').update(`${scope}\u001f${idempotencyKey}`).digest('base64url')}`;
}
