import { channelCodes, DomainError, formatOrderId, shanghaiDay, type Clock } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { Capture } from '../domain/capture.ts';
import { inTurn, type Outcome } from '../domain/order-events.ts';
import type { Order } from '../domain/order.ts';
import { placeOrder } from '../domain/place-order.ts';
import { recaptureOrder } from '../domain/recapture-order.ts';
import { reviewPaidOrder, reviewRecipient } from '../domain/review-order.ts';
import type { ChangeDeps } from './change-orders.ts';
import { draftOf } from './order-draft.ts';
import { platformKeyText, type Cause, type EarlyFact, type EarlyFacts, type MintSerials } from './ports.ts';
import type { ReviewBook } from './review-book.ts';

export interface NewsDeps extends ChangeDeps {
  readonly book: Pick<ReviewBook, 'rules' | 'usualPrice'>;
  readonly mint: MintSerials;
  readonly early: EarlyFacts;
  readonly newId: () => string;
  readonly now: Clock;
}

/** What others say of orders. Platforms name them by their own number, and may tell a fact before the order that it is about. */
export type News =
  | { readonly kind: 'captured'; readonly capture: Capture; readonly cause: Cause }
  | { readonly kind: 'of-platform'; readonly fact: EarlyFact; readonly cause: Cause; readonly change: (order: Order) => Outcome }
  | { readonly kind: 'of-order'; readonly orderId: string; readonly cause: Cause; readonly change: (order: Order) => Outcome };

class ChannelUnknown extends DomainError {
  readonly code = 'CHANNEL_UNKNOWN';
}

/**
 * Takes all that came together: each order is locked, saved and told once, whoever spoke of it. Captures go first, oldest version first:
 * new orders get their identity, known ones follow. Answers with the facts that waited for the new ones, as they were kept.
 */
export async function takeNews(deps: NewsDeps, tx: Tx, news: readonly News[]): Promise<readonly string[]> {
  const captures = news.filter((one) => one.kind === 'captured').toSorted(byVersion);
  const ofPlatforms = news.filter((one) => one.kind === 'of-platform');
  const keys = new Map(
    [...captures.map(({ capture }) => capture), ...ofPlatforms.map(({ fact }) => fact)].map((key) => [platformKeyText(key), key]),
  );
  const named = news.flatMap((one) => (one.kind === 'of-order' ? [one.orderId] : []));
  const before = await deps.orders.lock(tx, [...new Set(named)], [...keys.values()]);
  const known = new Map([...before.values()].map((order) => [platformKeyText(order), order.id]));
  const ids = new Map([
    ...known,
    ...(await mintIds(
      deps,
      captures.map(({ capture }) => capture).filter((one) => !known.has(platformKeyText(one))),
    )),
  ]);

  const draft = draftOf(before);
  for (const { capture, cause } of captures)
    draft.put(captureOutcome(deps, capture, ids.get(platformKeyText(capture)) ?? '', draft.now), cause);
  const early: EarlyFact[] = [];
  for (const one of news) {
    if (one.kind === 'captured') continue;
    const order = draft.now(one.kind === 'of-order' ? one.orderId : (ids.get(platformKeyText(one.fact)) ?? ''));
    if (order !== undefined) draft.put(one.change(order), one.cause);
    else if (one.kind === 'of-platform') early.push(one.fact);
  }
  const changes = draft.changes();
  const waited = await deps.orders.place(
    tx,
    changes.filter((change) => change.before === undefined).map((change) => change.after),
  );
  await deps.orders.save(
    tx,
    changes.filter((change) => change.before !== undefined),
  );
  await deps.tell(tx, draft.events);
  await deps.early.keep(tx, early, deps.now());
  return waited;
}

function byVersion(a: { readonly capture: Capture }, b: { readonly capture: Capture }): number {
  return a.capture.platformVersion < b.capture.platformVersion ? -1 : a.capture.platformVersion > b.capture.platformVersion ? 1 : 0;
}

function captureOutcome(deps: NewsDeps, capture: Capture, id: string, orderOf: (id: string) => Order | undefined): Outcome {
  const now = deps.now();
  const review = { rules: deps.book.rules(), usualPrice: deps.book.usualPrice, newId: deps.newId, now };
  const order = orderOf(id);
  if (order === undefined) {
    const placed = placeOrder(capture, { id, now });
    return inTurn(placed.order, () => placed, reviewPaidOrder(review));
  }
  return recaptureOrder(order, capture, {
    ids: { proposal: deps.newId(), hold: deps.newId() },
    now,
    reviewPaid: reviewPaidOrder(review),
    reviewRecipient: reviewRecipient(review),
  });
}

async function mintIds(deps: NewsDeps, captures: readonly Capture[]): Promise<ReadonlyMap<string, string>> {
  const unique = new Map(captures.map((capture) => [platformKeyText(capture), capture]));
  const ids = new Map<string, string>();
  const byDay = Map.groupBy(unique, ([, capture]) => `${capture.channel} ${shanghaiDay(capture.platformCreatedAt)}`);
  for (const [place, group] of byDay) {
    const [code = '', day = ''] = place.split(' ');
    const channel = channelCodes.find((known) => known === code);
    if (channel === undefined) throw new ChannelUnknown('No such channel code.', { channel: code });
    const serials = await deps.mint({ channel, day, count: group.length });
    group.forEach(([key], index) => ids.set(key, formatOrderId({ channel, day, serial: serials[index] ?? 0n })));
  }
  return ids;
}
