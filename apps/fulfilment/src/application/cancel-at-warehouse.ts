import { inTransaction } from '@orderloom/outbox';
import { doDeed, mayDo, noEffects, safeText, type FulfilmentState } from './fulfilment-state.ts';
import { backOffMs } from './lane.ts';
import type { Base, WarehouseLink } from './ports.ts';
import { settleStops } from './settle-stops.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';
import type { StopStore } from './stop-store.ts';
import { conflictEvent } from './take-confirmation.ts';

const CONCURRENCY = 8;
const STOPPED_AT_WMS = new Set(['CANCELED', 'CLOSED', 'REJECT']);

export interface CancelDeps extends Base {
  readonly store: FulfilmentStore & StopStore;
  readonly link: WarehouseLink;
  readonly onAnswered: () => void;
}

export interface Canceller {
  turn(): Promise<boolean>;
  settle(): Promise<void>;
}

type Due = Awaited<ReturnType<StopStore['readStopsDue']>>[number];

/** The cancel lane: its own concurrency and its own connections (`deps.pool`), so that a promotion day's creates never hold a cancel up. */
export function createCanceller(deps: CancelDeps, wake: () => void): Canceller {
  const running = new Map<string, Promise<void>>();
  return {
    turn: async () => {
      const room = CONCURRENCY - running.size;
      if (room <= 0) return false;
      const due = await deps.store.readStopsDue(deps.pool, { now: deps.now(), limit: room, busy: [...running.keys()] });
      if (due.length === 0) return false;
      // Asked is written first: after a crash the outcome counts as unknown.
      const now = deps.now();
      await deps.store.noteAsked(
        deps.pool,
        due.map((one) => one.fulfilmentOrderId),
        { now, nextTryAt: new Date(now.getTime() + 15_000) },
      );
      for (const one of due) {
        const call = cancel(deps, one)
          .catch((error: unknown) => deps.log.warn({ err: error, fulfilmentOrderId: one.fulfilmentOrderId }, 'cancel is asked again'))
          .finally(() => {
            running.delete(one.fulfilmentOrderId);
            wake();
          });
        running.set(one.fulfilmentOrderId, call);
      }
      return false;
    },
    settle: async () => {
      await Promise.all(running.values());
    },
  };
}

async function cancel(deps: CancelDeps, due: Due): Promise<void> {
  const reference = { fulfilmentOrderId: due.fulfilmentOrderId, warehouseId: due.warehouseId, wmsOrderId: due.wmsOrderId };
  let answer: { readonly rawRef: string; readonly stopped: boolean; readonly reason: string };
  try {
    answer = await deps.link.cancel({ ...reference, reason: due.reason });
    // "Too late" may be the echo of an earlier cancel whose answer was lost: the state decides then.
    if (!answer.stopped && due.asked > 0) {
      const { state, rawRef } = await deps.link.query(reference);
      if (state !== undefined && STOPPED_AT_WMS.has(state.status)) answer = { rawRef, stopped: true, reason: state.status };
    }
  } catch (error) {
    const now = deps.now();
    await deps.store.noteAsked(deps.pool, [due.fulfilmentOrderId], { now, nextTryAt: new Date(now.getTime() + backOffMs(due.asked)) });
    throw error;
  }
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const [state] = await deps.store.lockFulfilments(tx, { ids: [due.fulfilmentOrderId] });
    if (state === undefined) return;
    const effects = noEffects();
    const { rawRef, stopped } = answer;
    if (stopped) takeStopped(state, effects, { now, rawRef });
    else takeDeclined(state, answer.reason, effects, rawRef);
    await deps.store.saveFulfilments(tx, [state], now);
    await settleStops(deps, tx, effects, now);
    await deps.store.saveEffects(tx, effects, now);
    await deps.append(tx, effects.events);
    tx.onCommit(deps.onAnswered);
  });
}

function takeStopped(
  state: FulfilmentState,
  effects: ReturnType<typeof noEffects>,
  at: { readonly now: Date; readonly rawRef: string },
): void {
  if (mayDo(state, 'stop')) {
    doDeed(state, 'stop');
    effects.stopParts.push({ fulfilmentOrderId: state.id, state: 'STOPPED', reason: 'cancelled by the warehouse', rawRef: at.rawRef });
    return;
  }
  // Goods went out while the WMS agreed to the cancel: the shipped fact stands (C-17).
  const telling = { ...at, receivedAt: at.now, system: 'qimen' };
  effects.events.push(
    conflictEvent(state, { kind: 'SHIPPED_AFTER_STOP', detail: 'the warehouse agreed to a cancel of goods that it had shipped' }, telling),
  );
}

function takeDeclined(state: FulfilmentState, reason: string, effects: ReturnType<typeof noEffects>, rawRef: string): void {
  if (mayDo(state, 'decline stop')) doDeed(state, 'decline stop');
  effects.stopParts.push({ fulfilmentOrderId: state.id, state: 'DECLINED', reason: safeText(reason) || 'too late', rawRef });
}
