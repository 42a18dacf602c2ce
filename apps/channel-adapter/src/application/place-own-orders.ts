import {
  canonicalText,
  failureKind,
  inTransaction,
  keepAnswers,
  lookUpCommands,
  type AskedCommand,
  type Outbox,
  type Tx,
} from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import { traceparentOf } from '@orderloom/telemetry';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { ownDocument, type OwnOrder } from '../domain/own-order.ts';
import { auditEvent } from './audit.ts';
import { ownOrderKey, type OwnOrderKey, type OwnOrders, type Taken } from './own-orders.ts';
import type { IntakeWork, Vault } from './stores.ts';

export interface PlaceOwnOrder {
  readonly shopId: string;
  readonly order: OwnOrder;
  readonly account: string;
  /** Whose idempotency key it is. */
  readonly scope: string;
  readonly idempotencyKey: string;
}

/** KEY_REUSED, or what was taken; the stored answer of a key is the one of its first call. */
export type PlaceAnswer = Taken | 'KEY_REUSED';

export interface PlaceOwnDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly archive: RawArchive;
  readonly own: OwnOrders;
  readonly vault: Pick<Vault, 'indexOf'>;
  readonly work: IntakeWork;
  readonly wake: (shopIds: ReadonlySet<string>) => void;
  readonly now: () => Date;
}

interface Waiting {
  readonly wish: PlaceOwnOrder;
  readonly traceparent: string;
  readonly settle: (answer: PlaceAnswer) => void;
  readonly fail: (error: unknown) => void;
}

const BATCH = 200;

/** Group commit: while one transaction is on its way the calls that come collect, and are taken by the next one together. */
export function createOwnOrderDoor(deps: PlaceOwnDeps): (wish: PlaceOwnOrder) => Promise<PlaceAnswer> {
  let waiting: Waiting[] = [];
  let working = false;

  const run = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      const batch = nextBatch(waiting);
      waiting = waiting.filter((one) => !batch.includes(one));
      await settle(deps, batch);
    }
    working = false;
  };

  return (wish) =>
    new Promise((settle, fail) => {
      waiting.push({ wish, traceparent: traceparentOf() ?? '', settle, fail });
      if (!working) void run();
    });
}

/** Takes a batch whole; where it fails for a reason of its own, by halves, so that only the order that is at fault fails. */
async function settle(deps: PlaceOwnDeps, batch: readonly Waiting[]): Promise<void> {
  try {
    const answers = await inTransaction(deps.pool, (tx) => take(deps, tx, batch));
    batch.forEach((one, index) => one.settle(answers[index] ?? 'OTHER'));
    deps.wake(new Set(batch.map(({ wish }) => wish.shopId)));
  } catch (error) {
    if (batch.length === 1 || failureKind(error) === 'OUTAGE') {
      for (const one of batch) one.fail(error);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await settle(deps, batch.slice(0, half));
    await settle(deps, batch.slice(half));
  }
}

/** As many as one transaction takes, each number and each key once: a second word about either must find the first one's answer. */
function nextBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  const seen = new Set<string>();
  const batch: Waiting[] = [];
  for (const one of waiting) {
    const { shopId, order, scope, idempotencyKey } = one.wish;
    const places = [`order ${shopId} ${order.orderNo}`, `key ${scope} ${idempotencyKey}`];
    if (places.some((place) => seen.has(place))) continue;
    for (const place of places) seen.add(place);
    batch.push(one);
    if (batch.length === BATCH) break;
  }
  return batch;
}

/** The bodies are saved sealed before anything is read out of them; from there on an own order is read as one that a platform pushed. */
async function take(deps: PlaceOwnDeps, tx: Tx, batch: readonly Waiting[]): Promise<readonly PlaceAnswer[]> {
  const now = deps.now();
  const asked = batch.map(({ wish }) => askedOf(deps.vault, wish));
  const known = await lookUpCommands(tx, asked);
  const fresh = batch.flatMap((one, index) => (known[index]?.kind === 'new' ? [{ ...one, index, rawId: uuidv7() }] : []));
  const taken = await deps.own.take(
    tx,
    fresh.map(({ wish: { shopId, order, account }, rawId }) => ({
      shopId,
      orderNo: order.orderNo,
      rawId,
      print: printOf(deps.vault, order),
      paid: order.paid,
      by: account,
    })),
    now,
  );
  const news = fresh.flatMap((one, nth) => {
    if (taken[nth] === 'NEW') return [{ ...one, deed: 'place-order' }];
    return taken[nth] === 'PAID' ? [{ ...one, deed: 'confirm-payment' }] : [];
  });
  // Who tells of the payment repeats the address of the beginning.
  const recipients = await deps.own.recipientsInForce(
    tx,
    news.filter(({ deed }) => deed === 'confirm-payment').map(({ wish }) => keyOf(wish)),
  );
  await deps.archive.save(
    tx,
    news.map(({ wish, wish: { order }, rawId }) => ({
      id: rawId,
      direction: 'IN',
      system: 'own',
      operation: 'placeOrder',
      contentType: 'application/json',
      body: Buffer.from(JSON.stringify(withRecipient(ownDocument(order, now), recipients.get(ownOrderKey(keyOf(wish)))))),
      receivedAt: now,
      subject: order.orderNo,
    })),
  );
  await deps.work.add(
    tx,
    news.map(({ wish, traceparent }) => ({
      shopId: wish.shopId,
      kind: 'ORDER',
      platformNo: wish.order.orderNo,
      hint: {},
      traceparent,
      pushed: true,
    })),
    now,
  );
  await tx.query('update shop set last_push_at = $2 where id = any($1)', [
    [...new Set(news.map(({ wish }) => wish.shopId))].toSorted(),
    now,
  ]);
  const answers = new Map(fresh.map(({ index }, nth): [number, Taken] => [index, taken[nth] ?? 'OTHER']));
  await keepAnswers(
    tx,
    fresh.flatMap(({ index }) => {
      const one = asked[index];
      return one === undefined ? [] : [{ asked: one, answer: { taken: answers.get(index) } }];
    }),
    now,
  );
  await deps.outbox.append(
    tx,
    news.map(({ wish, rawId, deed }) =>
      auditEvent({
        actor: wish.account,
        actorKind: 'PERSON',
        deed,
        subjectKind: 'shop-order',
        subjectId: ownOrderKey(keyOf(wish)),
        details: { raw: deps.archive.refOf(rawId), paid: String(wish.order.paid), lines: String(wish.order.lines.length) },
        now,
      }),
    ),
  );
  return batch.map((_one, index): PlaceAnswer => {
    const before = known[index];
    if (before?.kind === 'reused') return 'KEY_REUSED';
    if (before?.kind === 'answered') return takenOf(before.answer);
    return answers.get(index) ?? 'OTHER';
  });
}

function keyOf({ shopId, order: { orderNo } }: PlaceOwnOrder): OwnOrderKey {
  return { shopId, orderNo };
}

function withRecipient(document: object, recipient: unknown): object {
  return recipient === undefined ? document : { ...document, recipient };
}

function askedOf(vault: Pick<Vault, 'indexOf'>, { scope, idempotencyKey, shopId, order }: PlaceOwnOrder): AskedCommand {
  // The input names a person: a keyed index stands for it, where a plain hash could be guessed back.
  return {
    scope,
    key: idempotencyKey,
    command: 'placeOrder',
    print: vault.indexOf('command', canonicalText({ shopId, ...textual(order) })),
  };
}

function printOf(vault: Pick<Vault, 'indexOf'>, { paid: _paid, paidAt: _paidAt, placedAt: _placedAt, ...order }: OwnOrder): string {
  return vault.indexOf('own-order', canonicalText(textual(order)));
}

function textual(order: object): object {
  return Object.fromEntries(Object.entries(order).map(([name, value]) => [name, value instanceof Date ? value.getTime() : value]));
}

/** As `take` above wrote it. */
function takenOf(answer: unknown): Taken {
  const { taken } = answer as { readonly taken: Taken };
  return taken;
}
