import type { Logger } from '@orderloom/service-runtime';
import type { SourcingQueue } from './sourcing-queue.ts';
import type { OrderPlan } from './sourcing-stores.ts';

/** Two turns write and ask at the same time: each waits for Postgres and the stock owner most of its time. */
const MOST_ASKING = 2;
/** A hand-over asks other services in turn: on a full machine the next orders would wait for their answers. */
const MOST_HANDED = 3;

/** What sourcing has under way besides the turn that decides. */
export interface Turns {
  /** Whether another turn may begin; beside one that is under way only when it is `worthIt`. */
  mayBegin(worthIt: boolean): boolean;
  /** Plans whose allocations are not answered for: the stock that is read now may still hold what they take, or no more. */
  unanswered(): readonly OrderPlan[];
  /** Runs beside what follows; `answered` says that the stock owner has spoken. */
  begin(plans: readonly OrderPlan[], ask: (answered: () => void) => Promise<void>): void;
  /** The next turn begins when nothing else is being asked for. */
  nextAlone(): void;
  /** Begins to hand orders over as soon as there is a place, and does not wait for the end. */
  handOver(orderIds: readonly string[], run: () => Promise<void>): Promise<void>;
  /** Throws what a turn that went on by itself has met, once: whoever calls pauses then. */
  throwTrouble(): void;
  settle(): Promise<void>;
}

export function createTurns(deps: { readonly queue: SourcingQueue; readonly log: Logger; readonly wake: () => void }): Turns {
  const asking = new Map<Promise<void>, readonly OrderPlan[]>();
  const handing = new Set<Promise<void>>();
  let isNextAlone = false;
  let trouble: { readonly error: unknown } | undefined;

  return {
    mayBegin: (worthIt) => {
      if (asking.size === 0) isNextAlone = false;
      return asking.size === 0 || (worthIt && !isNextAlone && asking.size < MOST_ASKING);
    },
    unanswered: () => [...asking.values()].flat(),
    begin: (plans, ask) => {
      const run: Promise<void> = ask(() => void asking.set(run, []))
        .catch((error: unknown) => void (trouble = { error }))
        .finally(() => {
          asking.delete(run);
          deps.wake();
        });
      asking.set(run, plans);
    },
    nextAlone: () => {
      isNextAlone = true;
    },
    handOver: async (orderIds, run) => {
      while (handing.size >= MOST_HANDED) await Promise.race(handing);
      const own: Promise<void> = run()
        .catch((error: unknown) => {
          // Their allocations stand: who looks into the table finds and notes them.
          deps.queue.lookAgain();
          deps.log.warn({ err: error }, 'granted orders were not handed over');
        })
        .finally(() => {
          handing.delete(own);
          deps.queue.done(orderIds);
          deps.wake();
        });
      handing.add(own);
    },
    throwTrouble: () => {
      const met = trouble;
      trouble = undefined;
      if (met !== undefined) throw met.error;
    },
    settle: async () => {
      while (asking.size + handing.size > 0) await Promise.all([...asking.keys(), ...handing]);
    },
  };
}
