import { inTransaction } from '@orderloom/outbox';
import { doDeed, mayDo, noEffects, type FulfilmentState } from './fulfilment-state.ts';
import { backOffMs } from './lane.ts';
import type { Base, WarehouseLink, WmsState } from './ports.ts';
import { settleStops } from './settle-stops.ts';
import type { DispatchStore } from './dispatch-stores.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';
import type { StopStore } from './stop-store.ts';
import { applyConfirmation } from './take-confirmation.ts';
import { accept, refuse } from './take-outcome.ts';

const BATCH = 40;
const CONCURRENCY = 8;
const ENDED_AT_WMS = new Set(['CANCELED', 'CLOSED', 'REJECT']);

export interface ResolveDeps extends Base {
  readonly store: FulfilmentStore & DispatchStore & StopStore;
  readonly link: WarehouseLink;
  /** How long a fulfilment order may be silent before the WMS is asked. */
  readonly quietMs: number;
  readonly onResolved: () => void;
}

/** Asks the WMS what became of sends without an answer: nothing is repeated before it has said that it has nothing. */
export async function resolveUnknown(deps: ResolveDeps): Promise<boolean> {
  const ids = await deps.store.readUnknown(deps.pool, { now: deps.now(), limit: BATCH });
  await askAll(deps, ids);
  return ids.length === BATCH;
}

/** Asks after fulfilment orders that the WMS has not spoken of for long: its push may have been lost. */
export async function askQuiet(deps: ResolveDeps): Promise<boolean> {
  const since = new Date(deps.now().getTime() - deps.quietMs);
  const ids = await deps.store.readQuiet(deps.pool, { since, limit: BATCH });
  await askAll(deps, ids);
  return ids.length === BATCH;
}

async function askAll(deps: ResolveDeps, ids: readonly string[]): Promise<void> {
  const waiting = [...ids];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await askOne(deps, id);
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, ids.length) }, work));
}

async function askOne(deps: ResolveDeps, id: string): Promise<void> {
  const [before] = await inTransaction(deps.pool, (tx) => deps.store.lockFulfilments(tx, { ids: [id] }));
  if (before === undefined) return;
  let answer: Awaited<ReturnType<WarehouseLink['query']>>;
  try {
    answer = await deps.link.query({ fulfilmentOrderId: id, warehouseId: before.warehouseId, wmsOrderId: before.wmsOrderId });
  } catch (error) {
    deps.log.warn({ err: error, fulfilmentOrderId: id }, 'the WMS does not say');
    await deps.store.postpone(deps.pool, [id], new Date(deps.now().getTime() + backOffMs(before.attempts)));
    return;
  }
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const [state] = await deps.store.lockFulfilments(tx, { ids: [id] });
    if (state === undefined) return;
    const effects = noEffects();
    takeState(state, answer.state, effects, { now, rawRef: answer.rawRef });
    state.lastNewsAt = now;
    await deps.store.saveFulfilments(tx, [state], now);
    await settleStops(deps, tx, effects, now);
    await deps.store.saveEffects(tx, effects, now);
    await deps.append(tx, effects.events);
    tx.onCommit(deps.onResolved);
  });
}

function takeState(
  state: FulfilmentState,
  told: WmsState | undefined,
  effects: ReturnType<typeof noEffects>,
  telling: { now: Date; rawRef: string },
): void {
  const unanswered = state.sending === 'SENDING' || state.sending === 'UNKNOWN';
  if (told === undefined) {
    if (!unanswered) return;
    if (state.status === 'STOPPING') return refuse(state, { code: 'NOT_FOUND', reason: 'never arrived' }, effects, telling);
    // It never arrived: it goes through the choke point again before it is sent again.
    if (mayDo(state, 'call back')) doDeed(state, 'call back');
    state.sending = 'NOT';
    // Nothing is there: a refusal of the next attempt is a refusal.
    state.attempts = 0;
    state.nextTryAt = telling.now;
    return;
  }
  if (ENDED_AT_WMS.has(told.status)) {
    if (unanswered) return refuse(state, { code: told.status, reason: `the warehouse has it as ${told.status}` }, effects, telling);
    if (state.status === 'STOPPING')
      effects.stopParts.push({ fulfilmentOrderId: state.id, state: 'STOPPED', reason: told.status, rawRef: telling.rawRef });
    return;
  }
  accept(state, told.wmsOrderId, effects, telling);
  if (told.confirmation !== undefined && state.outboundAt === null) {
    applyConfirmation(state, told.confirmation, effects, { ...telling, receivedAt: telling.now, system: 'qimen' });
  }
}
