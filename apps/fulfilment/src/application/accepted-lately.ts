import type { FulfilmentState } from './fulfilment-state.ts';
import type { AnyPush } from './pushes.ts';

/** A report within a minute of the one before it does not tell when a fulfilment order was heard of last. */
export const NEWS_GRAIN_MS = 60_000;
const MOST = 10_000;

/**
 * Which fulfilment orders are known to be with their warehouse, of those that it was heard of just now: a WMS reports each that it has
 * accepted, which its answer has said already. Filled by commits only; what is not in it is asked of the table.
 */
export interface AcceptedLately {
  /** States as they were committed. */
  note(states: readonly Pick<FulfilmentState, 'id' | 'sending' | 'lastNewsAt'>[]): void;
  /** Says only what is known: the row would be left as it is, and nobody would be told. */
  isNoNews(push: AnyPush, now: Date): boolean;
}

export function createAcceptedLately(): AcceptedLately {
  const heardAt = new Map<string, number>();
  return {
    note: (states) => {
      for (const { id, sending, lastNewsAt } of states) {
        // What is answered stays so, whatever else becomes of it.
        if (sending !== 'ANSWERED') continue;
        heardAt.delete(id);
        heardAt.set(id, lastNewsAt.getTime());
      }
      for (const oldest of heardAt.keys()) {
        if (heardAt.size <= MOST) break;
        heardAt.delete(oldest);
      }
    },
    isNoNews: (push, now) => {
      if (push.kind !== 'PROGRESSED' || push.status !== 'ACCEPT') return false;
      const heard = heardAt.get(push.fulfilmentOrderId);
      return heard !== undefined && now.getTime() - heard <= NEWS_GRAIN_MS;
    },
  };
}
