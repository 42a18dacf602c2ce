/** Of the reservations of the window so many must fail, out of at least so many. */
const FAILING = 0.05;
const AT_LEAST = 10;
const WINDOW_MS = 30_000;
/** An open breaker stays open so long; each relapse doubles it, and only so long a calm forgets it: it returns once, not again and again. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
const CALM_MS = 60_000;

/** CLOSED: stock is locked at once. OPEN: orders are accepted and locked afterwards. TRYING: locked at once again, on probation. */
export type BreakerState = 'CLOSED' | 'OPEN' | 'TRYING';

export interface ReservationBreaker {
  state(now: Date): BreakerState;
  note(outcome: 'SETTLED' | 'FAILED', reservations: number, now: Date): void;
  /** Outages that it has seen: a relapse on probation is the same one. */
  timesOpened(): number;
}

interface Noted {
  readonly at: number;
  readonly settled: number;
  readonly failed: number;
}

/** Watches reservations fail for technical reasons (INV-07); a shortage is an answer, not a failure. */
export function createReservationBreaker(): ReservationBreaker {
  let window: Noted[] = [];
  let openUntil: number | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let closedAt = 0;
  let opened = 0;

  const close = (at: number): void => {
    openUntil = undefined;
    closedAt = at;
  };
  const state = (now: Date): BreakerState => {
    const at = now.getTime();
    // A quiet hub has no ten orders to show for it: a window without a failure is enough.
    if (openUntil !== undefined && at >= openUntil + WINDOW_MS) close(openUntil + WINDOW_MS);
    return openUntil === undefined ? 'CLOSED' : at < openUntil ? 'OPEN' : 'TRYING';
  };
  const open = (at: number): void => {
    if (openUntil === undefined) {
      opened += 1;
      pauseMs = at - closedAt > CALM_MS ? FIRST_PAUSE_MS : longer(pauseMs);
    } else pauseMs = longer(pauseMs);
    openUntil = at + pauseMs;
    window = [];
  };

  return {
    state,
    timesOpened: () => opened,
    note: (outcome, reservations, now) => {
      const at = now.getTime();
      const before = state(now);
      // What began before it opened says nothing new.
      if (before === 'OPEN' || reservations === 0) return;
      const noted = { at, settled: outcome === 'SETTLED' ? reservations : 0, failed: outcome === 'FAILED' ? reservations : 0 };
      window = [...window.filter((one) => one.at > at - WINDOW_MS), noted];
      const settled = window.reduce((sum, one) => sum + one.settled, 0);
      const failed = window.reduce((sum, one) => sum + one.failed, 0);
      if (before === 'TRYING') {
        if (failed > 0) open(at);
        else if (settled >= AT_LEAST) close(at);
      } else if (settled + failed >= AT_LEAST && failed / (settled + failed) >= FAILING) open(at);
    },
  };
}

function longer(pauseMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
}
