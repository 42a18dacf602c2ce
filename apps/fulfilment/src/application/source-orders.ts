import type { NewEvent } from '@orderloom/contracts';
import type { AllocateClaim, ClaimResult } from '@orderloom/contracts/hub/inventory/v1/service';
import { inTransaction } from '@orderloom/outbox';
import { runWithTraceparent } from '@orderloom/telemetry';
import { v7 as uuidv7 } from 'uuid';
import { priceParts, uncoveredLines } from '../domain/clearance.ts';
import { fulfilmentOrderId } from '../domain/fulfilment-order.ts';
import type { Decision, SourcingOrder } from '../domain/sourcing-facts.ts';
import type { SourcingRule } from '../domain/sourcing-rule.ts';
import { decideSourcing, type NearestFirst } from '../domain/sourcing.ts';
import { failedEvent, sourcedEvent } from './sourcing-events.ts';
import { doDeed, type FulfilmentState } from './fulfilment-state.ts';
import type { Base } from './ports.ts';
import { createStockBook, type StockBook, type StockDoor } from './stock-book.ts';
import { MOST_REFUSALS } from './take-outcome.ts';
import type {
  ClearanceChange,
  ClearanceStore,
  DecisionStore,
  FulfilmentStore,
  NewDecision,
  NewFulfilment,
  WaitingOrder,
} from './sourcing-stores.ts';

const BATCH = 200;
/** After so many refusals by the stock owner a person must look. */
const MOST_ROUNDS = 50;

export interface SourcingDeps extends Base {
  readonly store: ClearanceStore & DecisionStore & FulfilmentStore;
  readonly stock: StockDoor;
  readonly rule: () => SourcingRule;
  readonly nearestFirst: NearestFirst;
  readonly warehouseName: (id: string) => string;
  readonly carrier: { readonly code: string; readonly service: string };
  /** Milliseconds of one decision, for the metric. */
  readonly measured: (milliseconds: number) => void;
  readonly onSourced: () => void;
}

interface Planned {
  readonly order: WaitingOrder;
  readonly decision: NewDecision;
  readonly made: Decision;
  readonly fulfilments: readonly NewFulfilment[];
}

/** One turn: read the stock once, decide for everybody who waits, write the plans, ask for the allocations, tell. */
export async function sourceOrders(deps: SourcingDeps): Promise<boolean> {
  const asked = await deps.store.readAsked(deps.pool, BATCH);
  if (asked.length > 0) await allocate(deps, asked);

  const waiting = await deps.store.readWaiting(deps.pool, BATCH);
  if (waiting.length === 0) return false;
  const open = waiting.map((order) => ({ order, lines: uncoveredLines(order.clearance.lines, order.given) }));
  const skus = [...new Set(open.flatMap(({ lines }) => lines.map((line) => line.sku)))];
  const book = createStockBook(skus.length === 0 ? { stock: [], occupancy: [] } : await deps.stock.readStock({ skus }));
  const rule = deps.rule();
  const planned = new Map<string, Planned>();
  for (const { order, lines } of open) {
    if (lines.length > 0) planned.set(order.orderId, plan(deps, order, lines, book, rule));
  }
  const fresh = await writePlans(deps, waiting, planned);
  // A batch is the work of many orders; its calls are shown in the trace of the first.
  if (fresh.length > 0) await runWithTraceparent(waiting[0]?.traceparent, 'allocate batch', () => allocate(deps, fresh));
  return true;
}

function plan(
  deps: SourcingDeps,
  order: WaitingOrder,
  lines: WaitingOrder['clearance']['lines'],
  book: StockBook,
  rule: SourcingRule,
): Planned {
  const { clearance } = order;
  const wish: SourcingOrder = {
    orderId: order.orderId,
    channel: clearance.channel,
    raised: clearance.raised,
    at: clearance.at,
    lines,
    excluded: order.excluded,
  };
  const started = performance.now();
  const found = decideSourcing(wish, deps.nearestFirst, book, rule);
  // One warehouse may refuse; after the second refusal a person looks before a third is troubled.
  const made: Decision =
    order.refusals > MOST_REFUSALS
      ? { ...found, parts: [], failure: 'ALL_REFUSED', detail: [...order.excluded].map(([id, reason]) => `${id}: ${reason}`).join('; ') }
      : found;
  const tookMs = performance.now() - started;
  deps.measured(tookMs);
  const decision: NewDecision = {
    id: uuidv7(),
    orderId: order.orderId,
    outcome: made.failure === null ? 'PLANNED' : 'FAILED',
    ruleVersion: rule.version,
    tookMs: Math.round(tookMs * 1000) / 1000,
    failure: made.failure,
    failureDetail: made.failure === null ? null : made.detail,
    precision: clearance.precision,
    widened: made.widened,
    candidates: made.candidates,
  };
  const priced = priceParts(lines, made.parts);
  const fulfilments = made.parts.map((part, index): NewFulfilment => {
    // The next order of this batch sees what this one takes.
    for (const line of part.lines) book.take(part.warehouseId, line.sku, line.quantity);
    return {
      id: '',
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
    };
  });
  return { order, decision, made, fulfilments };
}

/** Commits the plans of orders that are still as they were read. Answers with the ids whose allocation is to be asked for. */
async function writePlans(
  deps: SourcingDeps,
  waiting: readonly WaitingOrder[],
  planned: ReadonlyMap<string, Planned>,
): Promise<readonly string[]> {
  const now = deps.now();
  return inTransaction(deps.pool, async (tx) => {
    const serials = await deps.store.lockWaiting(tx, waiting);
    const decisions: NewDecision[] = [];
    const fulfilments: NewFulfilment[] = [];
    const changes: ClearanceChange[] = [];
    const events: NewEvent[] = [];
    for (const order of waiting) {
      const serial = serials.get(order.orderId);
      if (serial === undefined) continue;
      const one = planned.get(order.orderId);
      if (one === undefined) {
        changes.push({ orderId: order.orderId, status: 'SOURCED', nextSerial: serial, rounds: 0, exclude: {} });
        continue;
      }
      decisions.push(one.decision);
      fulfilments.push(...one.fulfilments.map((part, index) => ({ ...part, id: fulfilmentOrderId(order.orderId, serial + index) })));
      const failed = one.made.failure !== null;
      changes.push({
        orderId: order.orderId,
        // Optimistic: a refused allocation sets it waiting again.
        status: failed ? 'FAILED' : 'SOURCED',
        nextSerial: serial + one.fulfilments.length,
        rounds: order.rounds,
        exclude: {},
      });
      if (failed) events.push(failedEvent(one.decision, order.traceparent, now));
    }
    await deps.store.insertDecisions(tx, decisions, now);
    await deps.store.insertFulfilments(tx, fulfilments, now);
    await deps.store.saveClearances(tx, changes, now);
    await deps.append(tx, events);
    return fulfilments.map((one) => one.id);
  });
}

/** Asks the stock owner for allocations; repeated with the same ids after a crash, which changes nothing there. */
async function allocate(deps: SourcingDeps, ids: readonly string[]): Promise<void> {
  const claims = await inTransaction(deps.pool, async (tx) =>
    (await deps.store.lockFulfilments(tx, { ids })).filter((state) => state.allocation === 'ASKED').map(claimOf),
  );
  if (claims.length === 0) return;
  const { results } = await deps.stock.allocateMany({ claims });
  const answers = new Map(results.map((result) => [result.claimId, result]));
  const now = deps.now();
  await inTransaction(deps.pool, async (tx) => {
    const orderIds = [...new Set(claims.map((claim) => claim.orderId))];
    const states = await deps.store.lockFulfilments(tx, { orderIds });
    const asked = states.filter((state) => state.allocation === 'ASKED' && answers.has(state.id));
    const effects = noted(asked, answers);
    await deps.store.saveFulfilments(tx, asked, now);
    await deps.store.saveEffects(tx, effects.effects, now);
    await deps.store.closeDecisions(tx, effects.decisions);
    await reopenRefused(deps, tx, effects.refusedByOrder, now);
    const events = orderIds.flatMap((orderId) => {
      if (effects.refusedByOrder.has(orderId)) return [];
      const parts = states.filter(
        (state) =>
          state.orderId === orderId &&
          state.allocation === 'GRANTED' &&
          state.status !== 'SUPERSEDED' &&
          state.status !== 'STOPPED' &&
          state.status !== 'REFUSED',
      );
      return asked.some((state) => state.orderId === orderId) && parts.length > 0 ? [{ orderId, parts }] : [];
    });
    await deps.append(tx, await sourcedEvents(deps, tx, events, now));
    tx.onCommit(deps.onSourced);
  });
}

function claimOf(state: FulfilmentState): AllocateClaim {
  return {
    claimId: state.id,
    orderId: state.orderId,
    warehouseId: state.warehouseId,
    lines: state.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })),
  };
}

function noted(asked: readonly FulfilmentState[], answers: ReadonlyMap<string, ClaimResult>) {
  const effects = {
    events: [],
    releases: [] as { fulfilmentOrderId: string; orderId: string; reason: string }[],
    resource: [],
    ended: [],
    confirmations: [],
    stopParts: [],
  };
  const refusedByOrder = new Map<string, Record<string, string>>();
  const refusedByDecision = new Map<string, Record<string, string>>();
  for (const state of asked) {
    const answer = answers.get(state.id);
    if (answer?.answer === 'CLAIM_ANSWER_GRANTED') {
      state.allocation = 'GRANTED';
      // Superseded or stopped while the question was under way: what was granted goes back.
      if (state.status === 'SUPERSEDED' || state.status === 'STOPPED') {
        effects.releases.push({ fulfilmentOrderId: state.id, orderId: state.orderId, reason: 'not needed any more' });
      }
      refusedByDecision.set(state.decisionId, refusedByDecision.get(state.decisionId) ?? {});
      continue;
    }
    state.allocation = 'REFUSED';
    if (state.status === 'PLANNED') doDeed(state, 'supersede');
    const detail = refusalText(answer);
    merge(refusedByOrder, state.orderId, state.warehouseId, detail);
    merge(refusedByDecision, state.decisionId, state.warehouseId, detail);
  }
  const decisions = [...refusedByDecision].map(([id, refused]) => ({
    id,
    outcome: Object.keys(refused).length === 0 ? ('SOURCED' as const) : ('SUPERSEDED' as const),
    refused,
  }));
  return { effects, refusedByOrder, decisions };
}

async function reopenRefused(
  deps: SourcingDeps,
  tx: Parameters<Parameters<typeof inTransaction>[1]>[0],
  refused: ReadonlyMap<string, Record<string, string>>,
  now: Date,
): Promise<void> {
  for (const [orderId, exclude] of refused) {
    // A race for the last units: rare, and each order has its own reasons.
    await tx.query(
      `update clearance set status = case when rounds >= ${MOST_ROUNDS} then 'FAILED' else 'WAITING' end, rounds = rounds + 1,
              excluded = excluded || $2::jsonb, updated_at = $3
        where order_id = $1 and status = 'SOURCED'`,
      [orderId, JSON.stringify(exclude), now],
    );
  }
}

async function sourcedEvents(
  deps: SourcingDeps,
  tx: Parameters<Parameters<typeof inTransaction>[1]>[0],
  sourced: readonly { readonly orderId: string; readonly parts: readonly FulfilmentState[] }[],
  now: Date,
): Promise<readonly NewEvent[]> {
  if (sourced.length === 0) return [];
  const { rows } = await tx.query<{
    id: string;
    order_id: string;
    rule_version: number;
    candidates: number;
    refused: number;
    traceparent: string;
  }>(
    `select d.id, d.order_id, d.rule_version, jsonb_array_length(d.candidates) as candidates, c.traceparent,
            (select count(*)::int from jsonb_array_elements(d.candidates) e where e->>'refusal' is not null) as refused
       from sourcing_decision d join clearance c using (order_id) where d.id = any($1::uuid[])`,
    [sourced.flatMap((one) => one.parts.map((part) => part.decisionId))],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return sourced.flatMap((one) => {
    const decision = known.get(one.parts.at(-1)?.decisionId ?? '');
    return decision === undefined ? [] : [sourcedEvent({ ...one, decision, warehouseName: deps.warehouseName, now })];
  });
}

function refusalText(answer: ClaimResult | undefined): string {
  if (answer === undefined) return 'the stock owner gave no answer for it';
  const shortage = answer.shortages.map((one) => `${one.sku}: ${one.available} of ${one.wanted}`).join('; ');
  return `${answer.answer.replace('CLAIM_ANSWER_', '').toLowerCase().replaceAll('_', ' ')}${shortage === '' ? '' : ` (${shortage})`}`;
}

function merge(into: Map<string, Record<string, string>>, key: string, warehouseId: string, detail: string): void {
  into.set(key, { ...into.get(key), [warehouseId]: detail });
}
