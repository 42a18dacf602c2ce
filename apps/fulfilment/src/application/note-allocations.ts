import type { NewEvent } from '@orderloom/contracts';
import type { AllocateClaim, ClaimResult } from '@orderloom/contracts/hub/inventory/v1/service';
import { inTransaction } from '@orderloom/outbox';
import { doDeed, noEffects, type FulfilmentState } from './fulfilment-state.ts';
import type { Base, Tx } from './ports.ts';
import { sourcedEvent } from './sourcing-events.ts';
import type { DecisionStore, FulfilmentStore } from './sourcing-stores.ts';
import type { StockDoor } from './stock-book.ts';

/** After so many refusals by the stock owner a person must look. */
const MOST_ROUNDS = 50;

export interface AllocationDeps extends Base {
  readonly store: DecisionStore & FulfilmentStore;
  readonly stock: StockDoor;
  readonly warehouseName: (id: string) => string;
  /** Something was granted, given back or is to be sourced again. */
  readonly onNoted: () => void;
}

export type Answers = ReadonlyMap<string, ClaimResult>;

export function claimOf(state: FulfilmentState): AllocateClaim {
  return {
    claimId: state.id,
    orderId: state.orderId,
    warehouseId: state.warehouseId,
    lines: state.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })),
  };
}

export async function askForAllocations(deps: Pick<AllocationDeps, 'stock'>, states: readonly FulfilmentState[]): Promise<Answers> {
  const { results } = await deps.stock.allocateMany({ claims: states.map(claimOf) });
  return new Map(results.map((result) => [result.claimId, result]));
}

export function isGranted(answers: Answers, state: FulfilmentState): boolean {
  return answers.get(state.id)?.answer === 'CLAIM_ANSWER_GRANTED';
}

/** Asks once more what a turn that broke off has asked for; with the same ids this changes nothing at the stock owner. */
export async function recoverAllocations(
  deps: AllocationDeps,
  which: { readonly limit: number; readonly except: readonly string[] },
): Promise<void> {
  const ids = await deps.store.readAsked(deps.pool, which);
  if (ids.length === 0) return;
  const asked = await inTransaction(deps.pool, async (tx) =>
    (await deps.store.lockFulfilments(tx, { ids })).filter((state) => state.allocation === 'ASKED'),
  );
  if (asked.length === 0) return;
  const answers = await askForAllocations(deps, asked);
  await inTransaction(deps.pool, (tx) =>
    noteAllocations(
      deps,
      tx,
      asked.map((state) => state.orderId),
      answers,
    ),
  );
}

/** Writes the stock owner's answers about these orders, whatever has become of them meanwhile, and tells which are sourced. */
export async function noteAllocations(deps: AllocationDeps, tx: Tx, ofOrders: readonly string[], answers: Answers): Promise<void> {
  const orderIds = [...new Set(ofOrders)];
  const now = deps.now();
  const states = await deps.store.lockFulfilments(tx, { orderIds });
  const asked = states.filter((state) => state.allocation === 'ASKED' && answers.has(state.id));
  const { effects, decisions, refusedByOrder } = noted(asked, answers);
  await deps.store.saveFulfilments(tx, asked, now);
  await deps.store.saveEffects(tx, effects, now);
  await deps.store.closeDecisions(tx, decisions);
  await reopenRefused(tx, refusedByOrder, now);
  const sourced = orderIds.flatMap((orderId) => {
    if (refusedByOrder.has(orderId) || !asked.some((state) => state.orderId === orderId)) return [];
    const parts = states.filter((state) => state.orderId === orderId && state.allocation === 'GRANTED' && !ENDED.has(state.status));
    return parts.length > 0 ? [{ orderId, parts }] : [];
  });
  await deps.append(tx, await sourcedEvents(deps, tx, sourced, now));
  tx.onCommit(deps.onNoted);
}

const ENDED: ReadonlySet<string> = new Set(['SUPERSEDED', 'STOPPED', 'REFUSED']);

function noted(asked: readonly FulfilmentState[], answers: Answers) {
  const effects = noEffects();
  const refusedByOrder = new Map<string, Record<string, string>>();
  const refusedByDecision = new Map<string, Record<string, string>>();
  for (const state of asked) {
    if (isGranted(answers, state)) {
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
    const detail = refusalText(answers.get(state.id));
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

async function reopenRefused(tx: Tx, refused: ReadonlyMap<string, Record<string, string>>, now: Date): Promise<void> {
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
  deps: Pick<AllocationDeps, 'store' | 'warehouseName'>,
  tx: Tx,
  sourced: readonly { readonly orderId: string; readonly parts: readonly FulfilmentState[] }[],
  now: Date,
): Promise<readonly NewEvent[]> {
  if (sourced.length === 0) return [];
  const decisions = await deps.store.readDecisions(
    tx,
    sourced.flatMap((one) => one.parts.map((part) => part.decisionId)),
  );
  const known = new Map(decisions.map((one) => [one.id, one]));
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
