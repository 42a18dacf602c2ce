import { inTransaction } from '@orderloom/outbox';
import type { AcceptedLately } from './accepted-lately.ts';
import { addEffects, isUnanswered, moveOf, noEffects, type Effects, type FulfilmentState } from './fulfilment-state.ts';
import { gather } from './gather.ts';
import type { Base, CreateAnswer, CreateOutcome, Tx, WarehouseLink } from './ports.ts';
import { settleStops } from './settle-stops.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';
import type { StopStore } from './stop-store.ts';
import { applyCreateOutcome } from './take-outcome.ts';

/** So long does an answer wait for those of the other warehouses that are still under way. */
const PATIENCE_MS = 20;
const MOST = 100;

export interface OutcomeDeps extends Base {
  readonly store: FulfilmentStore & StopStore;
  readonly link: WarehouseLink;
  readonly accepted: AcceptedLately;
  /** Something was refused: it gives back what it held and is sourced again. */
  readonly onRefused: () => void;
  /** A stop came while it was being sent, and waits for this answer. */
  readonly onStopping: () => void;
}

interface Answered {
  readonly states: readonly FulfilmentState[];
  readonly answer: Pick<CreateAnswer, 'raw' | 'outcomes'> & { readonly rawRef?: string };
}

/** Writes down what warehouses answered, for all that answer at about the same time at once. */
export function createOutcomeWriter(deps: OutcomeDeps, underWay: () => number): (answered: Answered) => Promise<void> {
  const write = gather(
    async (all: readonly Answered[]) => {
      await keepAnswers(deps, all);
      return all.map(() => true);
    },
    MOST,
    { patience: { ms: PATIENCE_MS, isComplete: () => underWay() === 0 } },
  );
  return async (answered) => void (await write(answered));
}

async function keepAnswers(deps: OutcomeDeps, all: readonly Answered[]): Promise<void> {
  const raws = all.flatMap(({ answer }) => answer.raw ?? []);
  try {
    await inTransaction(deps.pool, async (tx) => {
      await deps.saveRaws(tx, raws);
      await takeOutcomes(deps, tx, all);
    });
  } catch (error) {
    // What they said is kept, whatever is wrong with what it means.
    await deps.saveRaws(deps.pool, raws).catch((cause: unknown) => deps.log.error({ err: cause }, 'answers of warehouses are lost'));
    throw error;
  }
}

async function takeOutcomes(deps: OutcomeDeps, tx: Tx, all: readonly Answered[]): Promise<void> {
  const now = deps.now();
  const told = new Map(all.flatMap(({ states, answer }) => states.map((state) => [state.id, toldOf(state.id, answer)] as const)));
  const own = new Map<string, Effects>();
  const apply = (state: FulfilmentState, effects: Effects): void => {
    const { outcome, rawRef } = told.get(state.id) ?? noAnswer;
    applyCreateOutcome(state, outcome, effects, { now, rawRef, resolved: false });
  };
  const states = all.flatMap((one) => one.states);
  const moves = states.map(moveOf);
  for (const state of states) {
    const effects = noEffects();
    apply(state, effects);
    own.set(state.id, effects);
  }
  const advanced = await deps.store.advanceFulfilments(tx, moves, now);
  const effects = noEffects();
  for (const id of advanced) addEffects(effects, own.get(id) ?? noEffects());

  tx.onCommit(() => deps.accepted.note(states.filter((state) => advanced.has(state.id))));

  const late = states.flatMap((state) => (advanced.has(state.id) ? [] : [state.id]));
  if (late.length > 0) {
    // A stop, or a push that was quicker than the answer and has said it all.
    const locked = (await deps.store.lockFulfilments(tx, { ids: late })).filter(isUnanswered);
    for (const state of locked) apply(state, effects);
    await deps.store.saveFulfilments(tx, locked, now);
    tx.onCommit(deps.onStopping);
  }
  await settleStops(deps, tx, effects, now);
  await deps.store.saveEffects(tx, effects, now);
  await deps.append(tx, effects.events);
  if (effects.releases.length > 0 || effects.resource.length > 0) tx.onCommit(deps.onRefused);
}

const noAnswer: { readonly outcome: CreateOutcome; readonly rawRef: string } = {
  outcome: { kind: 'UNKNOWN', reason: 'no answer' },
  rawRef: '',
};

function toldOf(id: string, answer: Answered['answer']) {
  const outcome = answer.outcomes.get(id);
  return outcome === undefined ? noAnswer : { outcome, rawRef: answer.rawRef ?? '' };
}
