import { inTransaction } from '@orderloom/outbox';
import { runWithTraceparent } from '@orderloom/telemetry';
import { setImmediate as afterOthers } from 'node:timers/promises';
import { uncoveredLines } from '../domain/clearance.ts';
import type { SourcingRule } from '../domain/sourcing-rule.ts';
import type { Granted } from './dispatch-orders.ts';
import { plannedState, type FulfilmentState } from './fulfilment-state.ts';
import {
  askForAllocations,
  isGranted,
  noteAllocations,
  recoverAllocations,
  type AllocationDeps,
  type Answers,
} from './note-allocations.ts';
import { planOrder, type PlanDeps } from './plan-order.ts';
import type { Tx } from './ports.ts';
import { failedEvent, sourcedEvent } from './sourcing-events.ts';
import { BATCH, type SourcingQueue } from './sourcing-queue.ts';
import type { ClearanceStore, OrderPlan, WaitingOrder } from './sourcing-stores.ts';
import { createStockBook, takeParts } from './stock-book.ts';
import { createTurns, type Turns } from './sourcing-turns.ts';

/** So many wait before a turn begins beside another: fewer cost less together with those who come meanwhile. */
const WORTH_A_TURN = 200;
/** So many are planned before others of this process get their chance: a cancel must not wait for a whole batch. */
const AT_A_STRETCH = 50;

export interface SourcingDeps extends AllocationDeps, PlanDeps {
  readonly store: AllocationDeps['store'] & ClearanceStore;
  readonly queue: SourcingQueue;
  readonly rule: () => SourcingRule;
  /** Writes down what is granted and sends it, in one go; about orders that changed meanwhile `noteLate` is asked, in the same transaction. */
  readonly handOver: (granted: readonly Granted[], noteLate: (tx: Tx, orderIds: readonly string[]) => Promise<void>) => Promise<void>;
  /** A turn may begin that could not before. */
  readonly wake: () => void;
}

export interface Sourcing {
  /** Reads the stock once and decides for everybody who waits; the plans are written, the allocations asked for and what is granted handed over beside the next turn. */
  turn(): Promise<boolean>;
  /** Waits for what is under way. */
  settle(): Promise<void>;
}

export function createSourcing(deps: SourcingDeps): Sourcing {
  const turns = createTurns(deps);
  return { turn: () => sourceOrders({ ...deps, turns }), settle: turns.settle };
}

interface Turn extends SourcingDeps {
  readonly turns: Turns;
}

async function sourceOrders(deps: Turn): Promise<boolean> {
  const { queue, turns } = deps;
  turns.throwTrouble();
  // Whoever ends what is under way, or brings more, wakes the lane.
  if (!turns.mayBegin(queue.holds(WORTH_A_TURN))) return false;
  const waiting = await nextOrders(deps);
  if (waiting.length === 0) return queue.hasMore();
  try {
    const beside = turns.unanswered();
    const plans = await planOrders(deps, waiting, beside);
    // What another turn is just taking may have been taken from the stock that was read, and is counted twice then.
    const doubtful = beside.length === 0 ? [] : plans.filter((plan) => plan.status === 'FAILED');
    if (doubtful.length > 0) {
      queue.putBack(doubtful.map((plan) => plan.order));
      turns.nextAlone();
    }
    const sure = doubtful.length === 0 ? plans : plans.filter((plan) => !doubtful.includes(plan));
    if (sure.length > 0) turns.begin(sure, (answered) => askFor(deps, sure, answered));
  } catch (error) {
    queue.lookAgain();
    queue.done(waiting.map((order) => order.orderId));
    throw error;
  }
  return queue.hasMore();
}

async function nextOrders(deps: Turn): Promise<readonly WaitingOrder[]> {
  const known = deps.queue.look();
  if (known !== undefined) {
    try {
      await recoverAllocations(deps, { limit: BATCH, except: known.inHand });
      const left = await deps.store.readWaiting(deps.pool, { limit: BATCH, except: [...known.inHand, ...known.waiting] });
      deps.queue.found(left, left.length < BATCH);
    } catch (error) {
      deps.queue.lookAgain();
      throw error;
    }
  }
  return deps.queue.take(BATCH);
}

async function planOrders(
  deps: SourcingDeps,
  waiting: readonly WaitingOrder[],
  beside: readonly OrderPlan[],
): Promise<readonly OrderPlan[]> {
  const open = waiting.map((order) => ({ order, lines: uncoveredLines(order.clearance.lines, order.given) }));
  const skus = [...new Set(open.flatMap(({ lines }) => lines.map((line) => line.sku)))];
  const book = createStockBook(skus.length === 0 ? { stock: [], occupancy: [] } : await deps.stock.readStock({ skus }));
  for (const plan of beside) takeParts(book, plan.fulfilments);
  const rule = deps.rule();
  const plans: OrderPlan[] = [];
  for (const { order, lines } of open) {
    if (plans.length > 0 && plans.length % AT_A_STRETCH === 0) await afterOthers();
    plans.push(planOrder(deps, order, lines, book, rule));
  }
  return plans;
}

/** Writes the plans, asks for what they need and hands over what was granted. */
async function askFor(deps: Turn, plans: readonly OrderPlan[], answered: () => void): Promise<void> {
  let handedOver: readonly string[] = [];
  try {
    const written = await writePlans(deps, plans);
    // Cleared anew, or stopped, since they were read.
    if (written.length < plans.length) deps.queue.lookAgain();
    const wanted = written.filter((plan) => plan.fulfilments.length > 0);
    // A batch is the work of many orders; its calls are shown in the trace of the first.
    if (wanted.length > 0)
      handedOver = await runWithTraceparent(wanted[0]?.order.traceparent, 'allocate batch', () => allocate(deps, wanted, answered));
  } catch (error) {
    deps.queue.lookAgain();
    throw error;
  } finally {
    const gone = new Set(handedOver);
    deps.queue.done(plans.flatMap(({ order }) => (gone.has(order.orderId) ? [] : [order.orderId])));
  }
}

/** Commits the plans of orders that are still as they were read. */
async function writePlans(deps: SourcingDeps, plans: readonly OrderPlan[]): Promise<readonly OrderPlan[]> {
  const now = deps.now();
  return inTransaction(deps.pool, async (tx) => {
    const taken = await deps.store.writePlans(tx, plans, now);
    const written = plans.filter((plan) => taken.has(plan.order.orderId));
    await deps.append(
      tx,
      written.flatMap(({ decision, order }) => (decision?.outcome === 'FAILED' ? [failedEvent(decision, order.traceparent, now)] : [])),
    );
    return written;
  });
}

/** Asks the stock owner. A new order that gets all it asked for goes on at once, as it stands in memory; the others are read and noted. Answers with those that go on. */
async function allocate(deps: Turn, written: readonly OrderPlan[], answered: () => void): Promise<readonly string[]> {
  const now = deps.now();
  const asked = written.map((plan) => ({ plan, parts: plan.fulfilments.map((part) => plannedState(part, plan.order.clearance, now)) }));
  const answers = await askForAllocations(
    deps,
    asked.flatMap(({ parts }) => parts),
  );
  answered();
  const isAtOnce = ({ plan, parts }: (typeof asked)[number]): boolean =>
    plan.order.nextSerial === 1 && parts.every((part) => isGranted(answers, part));
  const { atOnce = [], later = [] } = Object.groupBy(asked, (one) => (isAtOnce(one) ? 'atOnce' : 'later'));
  if (later.length > 0) {
    const orderIds = later.map(({ plan }) => plan.order.orderId);
    await inTransaction(deps.pool, (tx) => noteAllocations(deps, tx, orderIds, answers));
  }
  if (atOnce.length === 0) return [];
  const orderIds = atOnce.map(({ plan }) => plan.order.orderId);
  await deps.turns.handOver(orderIds, () =>
    deps.handOver(
      atOnce.map(({ plan, parts }) => ({ orderId: plan.order.orderId, parts, sourced: (at) => sourced(deps, plan, parts, at) })),
      (tx, late) => noteLate(deps, tx, late, answers),
    ),
  );
  return orderIds;
}

function noteLate(deps: SourcingDeps, tx: Tx, orderIds: readonly string[], answers: Answers): Promise<void> {
  return noteAllocations(deps, tx, orderIds, answers);
}

function sourced(deps: SourcingDeps, { decision, order }: OrderPlan, parts: readonly FulfilmentState[], now: Date) {
  return sourcedEvent({
    orderId: order.orderId,
    parts,
    decision: {
      id: decision?.id ?? '',
      ruleVersion: decision?.ruleVersion ?? 0,
      candidates: decision?.candidates ?? [],
      traceparent: order.traceparent,
    },
    warehouseName: deps.warehouseName,
    now,
  });
}
