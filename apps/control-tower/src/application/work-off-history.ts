import { failureKind, inTransaction, keepDeadLetters, type Outbox } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { takeHistory, type HistoryDeps } from './take-history.ts';

/** Of some hundred orders each: what a transaction takes of them it holds for less than a second. */
const EVENTS_AT_ONCE = 4;
const TRIES = 3;

export interface HistoryLineDeps extends HistoryDeps {
  readonly pool: Pool;
  readonly outbox: Pick<Outbox, 'append'>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Takes history from its line until nothing waits. Throws when the database is away: what waits stays. */
export async function workOffHistory(deps: HistoryLineDeps, stopped: () => boolean = () => false): Promise<void> {
  while (!stopped()) {
    const taken = await takeSome(deps, EVENTS_AT_ONCE).catch((error: unknown) => {
      if (failureKind(error) === 'OUTAGE') throw error;
      deps.onTrouble('history failed, taking it one by one', error);
      return takeFirst(deps);
    });
    if (taken === 0) return;
  }
}

function takeSome(deps: HistoryLineDeps, most: number): Promise<number> {
  return inTransaction(deps.pool, async (tx) => {
    const events = await deps.history.takeFromLine(tx, most);
    await takeHistory(deps, tx, events);
    return events.length;
  });
}

/** One that cannot be taken becomes a dead letter, as it would have in the inbox, and the line goes on. */
async function takeFirst(deps: HistoryLineDeps): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await takeSome(deps, 1);
    } catch (error) {
      const kind = failureKind(error);
      if (kind === 'OUTAGE') throw error;
      if (kind === 'UNKNOWN' && attempt < TRIES) continue;
      deps.onTrouble('dead letter of the history', error);
      return bury(deps, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  }
}

function bury(deps: HistoryLineDeps, reason: string): Promise<number> {
  return inTransaction(deps.pool, async (tx) => {
    const events = await deps.history.takeFromLine(tx, 1);
    const told = await keepDeadLetters(tx, { consumer: 'tower', events, reason, parked: false, now: deps.now() });
    await deps.outbox.append(tx, told);
    return events.length;
  });
}
