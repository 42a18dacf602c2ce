import { formatOrderId, shanghaiDay, type Clock, channelCodes, DomainError } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { Capture } from '../domain/capture.ts';
import type { Order } from '../domain/order.ts';
import { placeOrder } from '../domain/place-order.ts';
import { inTurn, type Outcome } from '../domain/order-events.ts';
import { recaptureOrder } from '../domain/recapture-order.ts';
import { reviewPaidOrder, reviewRecipient } from '../domain/review-order.ts';
import { number, type ChangeDeps } from './change-orders.ts';
import { platformKeyText, type CapturedOrder, type MintSerials, type NumberedEvent, type OrderChange } from './ports.ts';
import type { ReviewBook } from './review-book.ts';

export interface PlaceDeps extends ChangeDeps {
  readonly book: Pick<ReviewBook, 'rules' | 'usualPrice'>;
  readonly mint: MintSerials;
  readonly newId: () => string;
  readonly now: Clock;
}

class ChannelUnknown extends DomainError {
  readonly code = 'CHANNEL_UNKNOWN';
}

/** Takes what platforms told, oldest version first: new orders get their identity, known ones follow. Answers with the new ones. */
export async function placeOrders(deps: PlaceDeps, tx: Tx, captured: readonly CapturedOrder[]): Promise<readonly Order[]> {
  const byVersion = captured.toSorted((a, b) =>
    a.capture.platformVersion < b.capture.platformVersion ? -1 : a.capture.platformVersion > b.capture.platformVersion ? 1 : 0,
  );
  const ids = new Map(
    await deps.orders.idsOf(
      tx,
      captured.map((one) => one.capture),
    ),
  );
  const before = await deps.orders.lock(tx, [...new Set(ids.values())]);
  const fresh = await mintIds(
    deps,
    byVersion.map((one) => one.capture).filter((capture) => !ids.has(platformKeyText(capture))),
  );
  const after = new Map(before);
  const events: NumberedEvent[] = [];
  for (const { capture, cause } of byVersion) {
    const key = platformKeyText(capture);
    const id = ids.get(key) ?? fresh.get(key) ?? '';
    const known = after.get(id);
    const now = deps.now();
    const review = { rules: deps.book.rules(), usualPrice: deps.book.usualPrice, newId: deps.newId, now };
    const outcome =
      known === undefined
        ? placeAndReview(capture, { id, now }, reviewPaidOrder(review))
        : recaptureOrder(known, capture, {
            ids: { proposal: deps.newId(), hold: deps.newId() },
            now,
            reviewPaid: reviewPaidOrder(review),
            reviewRecipient: reviewRecipient(review),
          });
    const numbered = number(outcome, cause);
    after.set(id, numbered.order);
    events.push(...numbered.events);
  }
  const changes = [...after].flatMap(([id, order]): OrderChange[] =>
    order === before.get(id) ? [] : [{ before: before.get(id), after: order }],
  );
  await deps.orders.save(tx, changes);
  await deps.tell(tx, events);
  return changes.filter((change) => change.before === undefined).map((change) => change.after);
}

function placeAndReview(
  capture: Capture,
  identity: { readonly id: string; readonly now: Date },
  review: (order: Order) => Outcome,
): Outcome {
  const placed = placeOrder(capture, identity);
  return inTurn(placed.order, () => placed, review);
}

async function mintIds(deps: PlaceDeps, captures: readonly Capture[]): Promise<ReadonlyMap<string, string>> {
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
