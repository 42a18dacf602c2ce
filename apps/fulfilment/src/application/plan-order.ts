import { newId } from '@orderloom/outbox';
import { priceParts } from '../domain/clearance.ts';
import { fulfilmentOrderId } from '../domain/fulfilment-order.ts';
import type { Decision, SourcingOrder } from '../domain/sourcing-facts.ts';
import type { SourcingRule } from '../domain/sourcing-rule.ts';
import { decideSourcing, type NearestFirst } from '../domain/sourcing.ts';
import { takeParts, type StockBook } from './stock-book.ts';
import type { NewDecision, NewFulfilment, OrderPlan, WaitingOrder } from './sourcing-stores.ts';
import { MOST_REFUSALS } from './take-outcome.ts';

export interface PlanDeps {
  readonly nearestFirst: NearestFirst;
  readonly carrier: { readonly code: string; readonly service: string };
  /** Milliseconds of one decision, for the metric. */
  readonly measured: (milliseconds: number) => void;
}

/** Decides for one order, and takes what it gets out of the book: the next order of this batch sees what this one takes. */
export function planOrder(
  deps: PlanDeps,
  order: WaitingOrder,
  lines: WaitingOrder['clearance']['lines'],
  book: StockBook,
  rule: SourcingRule,
): OrderPlan {
  // A clearance that came twice leaves nothing to source.
  if (lines.length === 0) return { order, status: 'SOURCED', rounds: 0, decision: undefined, fulfilments: [] };
  const { clearance } = order;
  const { made, tookMs } = decide(deps, order, lines, book, rule);
  deps.measured(tookMs);
  const decision: NewDecision = {
    id: newId(),
    orderId: order.orderId,
    // Optimistic: a refused allocation supersedes it.
    outcome: made.failure === null ? 'SOURCED' : 'FAILED',
    ruleVersion: rule.version,
    tookMs: Math.round(tookMs * 1000) / 1000,
    failure: made.failure,
    failureDetail: made.failure === null ? null : made.detail,
    precision: clearance.precision,
    widened: made.widened,
    candidates: made.candidates,
  };
  const priced = priceParts(lines, made.parts);
  takeParts(book, made.parts);
  const fulfilments = made.parts.map((part, index): NewFulfilment => ({
    id: fulfilmentOrderId(order.orderId, order.nextSerial + index),
    orderId: order.orderId,
    decisionId: decision.id,
    warehouseId: part.warehouseId,
    carrier: deps.carrier.code,
    carrierService: deps.carrier.service,
    recipientToken: clearance.recipientToken,
    contentHash: order.contentHash,
    freightFen: index === 0 && !order.freightCarried ? BigInt(clearance.freightFen) : 0n,
    raised: clearance.raised,
    lines: priced[index] ?? [],
  }));
  return { order, status: decision.outcome, rounds: order.rounds, decision, fulfilments };
}

function decide(
  deps: PlanDeps,
  order: WaitingOrder,
  lines: WaitingOrder['clearance']['lines'],
  book: StockBook,
  rule: SourcingRule,
): { readonly made: Decision; readonly tookMs: number } {
  const { channel, raised, at } = order.clearance;
  const wish: SourcingOrder = { orderId: order.orderId, channel, raised, at, lines, excluded: order.excluded };
  const started = performance.now();
  const found = decideSourcing(wish, deps.nearestFirst, book, rule);
  const tookMs = performance.now() - started;
  if (order.refusals <= MOST_REFUSALS) return { made: found, tookMs };
  // One warehouse may refuse; after the second refusal a person looks before a third is troubled.
  const detail = [...order.excluded].map(([id, reason]) => `${id}: ${reason}`).join('; ');
  return { made: { ...found, parts: [], failure: 'ALL_REFUSED', detail }, tookMs };
}
