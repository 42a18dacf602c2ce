import { gatherApart, inTransaction } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import { doDeed, mayDo, noEffects, safeText, type FulfilmentState } from './fulfilment-state.ts';
import { backOffMs } from './lane.ts';
import type { Base, CancelAnswer, CancelCall, WarehouseLink, WmsReference } from './ports.ts';
import { settleStops } from './settle-stops.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';
import type { StopStore } from './stop-store.ts';
import { conflictEvent } from './take-confirmation.ts';

const CONCURRENCY = 24;
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

interface Answered {
  readonly due: Due;
  readonly raw: NewRaw;
  readonly answer: CancelAnswer;
}

/** The cancel lane: its own concurrency and its own connections (`deps.pool`), so that a promotion day's creates never hold a cancel up. */
export function createCanceller(deps: CancelDeps, wake: () => void): Canceller {
  const running = new Map<string, Promise<void>>();
  const write = gatherApart((all: readonly Answered[]) => takeAnswers(deps, all), 0);
  return {
    turn: async () => {
      const room = CONCURRENCY - running.size;
      if (room <= 0) return false;
      const due = await deps.store.readStopsDue(deps.pool, { now: deps.now(), limit: room, busy: [...running.keys()] });
      if (due.length === 0) return false;
      const calls = due.map((one) => ({ one, call: deps.link.prepareCancel({ ...referenceOf(one), reason: one.reason }) }));
      // Asked is written first: after a crash the outcome counts as unknown.
      const now = deps.now();
      await inTransaction(deps.pool, async (tx) => {
        await deps.store.noteAsked(
          tx,
          due.map((one) => one.fulfilmentOrderId),
          { now, nextTryAt: new Date(now.getTime() + 15_000) },
        );
        await deps.saveRaws(
          tx,
          calls.map(({ call }) => call.raw),
        );
      });
      for (const { one, call } of calls) {
        const run = cancel(deps, one, call, write)
          .catch((error: unknown) => deps.log.warn({ err: error, fulfilmentOrderId: one.fulfilmentOrderId }, 'cancel is asked again'))
          .finally(() => {
            running.delete(one.fulfilmentOrderId);
            wake();
          });
        running.set(one.fulfilmentOrderId, run);
      }
      return false;
    },
    settle: async () => {
      await Promise.all(running.values());
    },
  };
}

function referenceOf({ fulfilmentOrderId, warehouseId, wmsOrderId }: Due): WmsReference {
  return { fulfilmentOrderId, warehouseId, wmsOrderId };
}

async function cancel(deps: CancelDeps, due: Due, call: CancelCall, write: (answered: Answered) => Promise<boolean>): Promise<void> {
  let answered: Answered;
  try {
    answered = await ask(deps, due, call);
  } catch (error) {
    const now = deps.now();
    await deps.store.noteAsked(deps.pool, [due.fulfilmentOrderId], { now, nextTryAt: new Date(now.getTime() + backOffMs(due.asked)) });
    throw error;
  }
  try {
    await write(answered);
  } catch (error) {
    // What it said is kept, whatever is wrong with what it means.
    await deps.saveRaws(deps.pool, [answered.raw]);
    throw error;
  }
}

async function ask(deps: CancelDeps, due: Due, call: CancelCall): Promise<Answered> {
  const { raw, read } = await call.send();
  try {
    const answer = read();
    // "Too late" may be the echo of an earlier cancel whose answer was lost: the state decides then.
    if (answer.stopped || due.asked === 0) return { due, raw, answer };
    const { state, rawRef } = await deps.link.query(referenceOf(due));
    const isStopped = state !== undefined && STOPPED_AT_WMS.has(state.status);
    return { due, raw, answer: isStopped ? { rawRef, stopped: true, reason: state.status } : answer };
  } catch (error) {
    await deps.saveRaws(deps.pool, [raw]);
    throw error;
  }
}

/** Writes down what was answered at about the same time, with the bodies of the answers. */
async function takeAnswers(deps: CancelDeps, all: readonly Answered[]): Promise<readonly boolean[]> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    await deps.saveRaws(
      tx,
      all.map(({ raw }) => raw),
    );
    const answers = new Map(all.map(({ due, answer }) => [due.fulfilmentOrderId, answer]));
    const states = await deps.store.lockFulfilments(tx, { ids: [...answers.keys()] });
    const effects = noEffects();
    for (const state of states) {
      const answer = answers.get(state.id);
      if (answer === undefined) continue;
      if (answer.stopped) takeStopped(state, effects, { now, rawRef: answer.rawRef });
      else takeDeclined(state, answer.reason, effects, answer.rawRef);
    }
    await deps.store.saveFulfilments(tx, states, now);
    await settleStops(deps, tx, effects, now);
    await deps.store.saveEffects(tx, effects, now);
    await deps.append(tx, effects.events);
    tx.onCommit(deps.onAnswered);
  });
  return all.map(() => true);
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
