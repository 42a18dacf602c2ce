import { formatMoney } from './money-text.ts';
import { endHolds, placeHold } from './hold-order.ts';
import type { HoldRules } from './hold-rules.ts';
import { inTurn, unchanged, type Actor, type Outcome } from './order-events.ts';
import type { HoldReason, Order, OrderLine } from './order.ts';

export interface Review {
  readonly rules: HoldRules;
  /** What a unit of the SKU usually costs, in minor units; undefined while too few were sold. */
  readonly usualPrice: (sku: string) => bigint | undefined;
  readonly newId: () => string;
  readonly now: Date;
}

interface Catch {
  readonly reason: Extract<HoldReason, 'HIGH_VALUE' | 'VAGUE_ADDRESS' | 'ABNORMAL_PRICE'>;
  readonly note: string;
}

/** Holds a paid order back where a rule wants a person to look (EXC-05). A reason that a person released does not come back. */
export function reviewPaidOrder(review: Review): (order: Order) => Outcome {
  return (order) => {
    if (order.paidAt === undefined || order.status !== 'PAID') return unchanged(order);
    return holdFor(order, [...highValue(order, review), ...vagueAddress(order, review), ...abnormalPrice(order, review)], review);
  };
}

/** A new address answers the question of the old one, or raises it. */
export function reviewRecipient(review: Review): (order: Order) => Outcome {
  return (order) => {
    const freed = endHolds({
      which: (hold) => hold.reason === 'VAGUE_ADDRESS' && !order.recipient.addressVague,
      by: ruleOf(review),
      now: review.now,
    });
    return inTurn(order, freed, (after) => holdFor(after, vagueAddress(after, review), review));
  };
}

function holdFor(order: Order, caught: readonly Catch[], review: Review): Outcome {
  const fresh = caught.filter(({ reason }) =>
    order.holds.every((hold) => hold.reason !== reason || (reason === 'VAGUE_ADDRESS' && hold.releasedAt !== undefined)),
  );
  return inTurn(
    order,
    ...fresh.map(({ reason, note }) => placeHold({ id: review.newId(), reason, note, by: ruleOf(review), now: review.now })),
  );
}

function ruleOf(review: Review): Actor {
  return { kind: 'RULE', name: `hold-rule-${review.rules.version}` };
}

function highValue(order: Order, { rules }: Review): readonly Catch[] {
  const { enabled, minor } = rules.highValue;
  if (!enabled || order.paidAmount.minor < minor) return [];
  return [{ reason: 'HIGH_VALUE', note: `${formatMoney(order.paidAmount)} ≥ ${formatMoney({ ...order.paidAmount, minor })}` }];
}

function vagueAddress(order: Order, { rules }: Review): readonly Catch[] {
  return rules.vagueAddress.enabled && order.recipient.addressVague ? [{ reason: 'VAGUE_ADDRESS', note: '' }] : [];
}

/** A deposit is not the price, and a gift has none. */
function abnormalPrice(order: Order, review: Review): readonly Catch[] {
  const { enabled, share } = review.rules.abnormalPrice;
  if (!enabled || order.presale) return [];
  const cheap = order.lines.map((line) => ({ line, paid: paidShare(line, review) })).find(({ paid }) => paid !== undefined && paid < share);
  if (cheap?.paid === undefined) return [];
  return [{ reason: 'ABNORMAL_PRICE', note: `${cheap.line.sku} ${Math.floor(cheap.paid * 100)}% < ${Math.round(share * 100)}%` }];
}

function paidShare(line: OrderLine, review: Review): number | undefined {
  // Platforms sell nothing for nothing: a line without a price is a gift that the channel does not mark.
  if (line.gift || line.unitPrice.minor === 0n) return undefined;
  const usual = review.usualPrice(line.sku) ?? 0n;
  const reference = usual > line.unitPrice.minor ? usual : line.unitPrice.minor;
  return Number(line.paidShare.minor) / (Number(reference) * line.quantity);
}
