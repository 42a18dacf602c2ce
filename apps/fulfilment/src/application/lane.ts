import type { Logger } from '@orderloom/service-runtime';

/** Work that runs by itself: at once when woken, again while there is more, and now and then as a sweep. */
export interface Lane {
  wake(): void;
  start(): void;
  /** Lets the turn in hand finish. */
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MS = 10_000;

/** One turn at a time: what arrives meanwhile forms the next batch. `turn` answers whether there may be more. */
export function createLane(options: {
  readonly name: string;
  readonly sweepMs: number;
  /** Turns begin at least so far apart: the first thing after a pause is taken at once, and under load what comes meets. */
  readonly paceMs?: number;
  readonly log: Logger;
  readonly turn: () => Promise<boolean>;
}): Lane {
  let stopped = false;
  let rung = false;
  let wakeUp: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;
  let beganAt = 0;

  const rest = (milliseconds: number, wakeable: boolean): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        wakeUp = undefined;
        resolve();
      };
      const timer = setTimeout(finish, milliseconds);
      if (stopped || (wakeable && rung)) finish();
      else wakeUp = wakeable ? finish : undefined;
    });

  const run = async (): Promise<void> => {
    while (!stopped) {
      const early = beganAt + (options.paceMs ?? 0) - Date.now();
      if (early > 0) await rest(early, false);
      if (stopped) return;
      rung = false;
      beganAt = Date.now();
      try {
        const more = await options.turn();
        failures = 0;
        if (!more && !rung) await rest(options.sweepMs, true);
      } catch (error) {
        failures += 1;
        options.log.warn({ err: error, lane: options.name, failures }, 'lane pauses');
        await rest(Math.min(LONGEST_PAUSE_MS, 200 * 2 ** Math.min(failures, 8)), false);
      }
    }
  };

  return {
    wake: () => {
      rung = true;
      wakeUp?.();
    },
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      wakeUp?.();
      await running;
    },
  };
}

/** How long to wait before the next attempt, in ms: doubles from one second up to a minute. */
export function backOffMs(attempts: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.min(Math.max(0, attempts), 6));
}
