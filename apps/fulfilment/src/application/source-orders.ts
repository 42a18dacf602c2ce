import { inTransaction } from '@orderloom/outbox';
import { runWithTraceparent } from '@orderloom/telemetry';
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
import type { SourcingQueue } from './sourcing-queue.ts';
import type { ClearanceStore, OrderPlan, WaitingOrder } from './sourcing-stores.ts';
import { createStockBook } from './stock-book.ts';

const BATCH = 400;

export interface SourcingDeps extends AllocationDeps, PlanDeps {
  readonly store: AllocationDeps['store'] & ClearanceStore;
  readonly queue: SourcingQueue;
  readonly rule: () => SourcingRule;
  /** Writes down what is granted and sends it, in one go; about orders that changed meanwhile `noteLate` is asked, in the same transaction. */
  readonly handOver: (granted: readonly Granted[], noteLate: (tx: Tx, orderIds: readonly string[]) => Promise<void>) => Promise<void>;
}

export interface Sourcing {
  /** Reads the stock once, decides for everybody who waits, writes the plans, asks for the allocations; what is granted is handed over beside the next turn. */
  turn(): Promise<boolean>;
  /** Waits for what is being handed over. */
  settle(): Promise<void>;
}

/** A hand-over asks other services in turn: on a full machine the next orders would wait for their answers. */
const MOST_HANDED = 3;

export function createSourcing(deps: SourcingDeps): Sourcing {
  const handing = new Set<Promise<void>>();
  const begin = async (handOver: () => Promise<void>): Promise<void> => {
    while (handing.size >= MOST_HANDED) await Promise.race(handing);
    const run = handOver()
      .catch((error: unknown) => {
        // Their allocations stand: who looks into the table finds and notes them.
        deps.queue.lookAgain();
        deps.log.warn({ err: error }, 'granted orders were not handed over');
      })
      .finally(() => handing.delete(run));
    handing.add(run);
  };
  const settle = async (): Promise<void> => {
    await Promise.all(handing);
  };
  return { turn: () => sourceOrders({ ...deps, begin, settle }), settle };
}

async function sourceOrders(deps: Turn): Promise<boolean> {
  try {
    const waiting = await nextOrders(deps);
    if (waiting.length === 0) return false;
    const plans = await planOrders(deps, waiting);
    const written = await writePlans(deps, plans);
    // A batch is the work of many orders; its calls are shown in the trace of the first.
    if (written.length > 0) await runWithTraceparent(written[0]?.order.traceparent, 'allocate batch', () => allocate(deps, written));
    return deps.queue.hasMore();
  } catch (error) {
    deps.queue.lookAgain();
    throw error;
  }
}

interface Turn extends SourcingDeps {
  readonly begin: (handOver: () => Promise<void>) => Promise<void>;
  readonly settle: () => Promise<void>;
}

async function nextOrders(deps: Turn): Promise<readonly WaitingOrder[]> {
  const fresh = deps.queue.take(BATCH);
  if (fresh !== undefined) return fresh;
  // What is being handed over stands in the table as if it had been left behind.
  await deps.settle();
  await recoverAllocations(deps, BATCH);
  const waiting = await deps.store.readWaiting(deps.pool, BATCH);
  deps.queue.looked(
    waiting.map((order) => order.orderId),
    waiting.length < BATCH,
  );
  // What was cleared since the last look is in the table as well, and was just read.
  return waiting;
}

async function planOrders(deps: SourcingDeps, waiting: readonly WaitingOrder[]): Promise<readonly OrderPlan[]> {
  const open = waiting.map((order) => ({ order, lines: uncoveredLines(order.clearance.lines, order.given) }));
  const skus = [...new Set(open.flatMap(({ lines }) => lines.map((line) => line.sku)))];
  const book = createStockBook(skus.length === 0 ? { stock: [], occupancy: [] } : await deps.stock.readStock({ skus }));
  const rule = deps.rule();
  return open.map(({ order, lines }) => planOrder(deps, order, lines, book, rule));
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
    return written.filter((plan) => plan.fulfilments.length > 0);
  });
}

/** Asks the stock owner. A new order that gets all it asked for goes on at once, as it stands in memory; the others are read and noted. */
async function allocate(deps: Turn, written: readonly OrderPlan[]): Promise<void> {
  const now = deps.now();
  const asked = written.map((plan) => ({ plan, parts: plan.fulfilments.map((part) => plannedState(part, plan.order.clearance, now)) }));
  const answers = await askForAllocations(
    deps,
    asked.flatMap(({ parts }) => parts),
  );
  const atOnce = asked.filter(({ plan, parts }) => plan.order.nextSerial === 1 && parts.every((part) => isGranted(answers, part)));
  const others = asked.filter((one) => !atOnce.includes(one)).map(({ plan }) => plan.order.orderId);
  if (others.length > 0) await inTransaction(deps.pool, (tx) => noteAllocations(deps, tx, others, answers));
  if (atOnce.length === 0) return;
  await deps.begin(() =>
    deps.handOver(
      atOnce.map(({ plan, parts }) => ({ orderId: plan.order.orderId, parts, sourced: (at) => sourced(deps, plan, parts, at) })),
      (tx, orderIds) => noteLate(deps, tx, orderIds, answers),
    ),
  );
}

function noteLate(deps: SourcingDeps, tx: Tx, orderIds: readonly string[], answers: Answers): Promise<void> {
  return noteAllocations(deps, tx, orderIds, answers);
}

function sourced(deps: SourcingDeps, { decision, order }: OrderPlan, parts: readonly FulfilmentState[], now: Date) {
  const candidates = decision?.candidates ?? [];
  return sourcedEvent({
    orderId: order.orderId,
    parts,
    decision: {
      id: decision?.id ?? '',
      rule_version: decision?.ruleVersion ?? 0,
      candidates: candidates.length,
      refused: candidates.filter((one) => one.refusal !== null).length,
      traceparent: order.traceparent,
    },
    warehouseName: deps.warehouseName,
    now,
  });
}
