/** Work that is done again and again. */
export interface Repeated {
  /** Does it now rather than after the pause. */
  wake(): void;
  /** Ends after the turn in hand. */
  stop(): Promise<void>;
}

/** Repeats work with a pause between, never two turns at once. A turn that fails is told and tried again after the pause. */
export function repeat(pauseMs: number | (() => number), work: () => Promise<unknown>, onError: (error: unknown) => void): Repeated {
  let stopped = false;
  let rung = false;
  let wake: (() => void) | undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      rung = false;
      await work().catch(onError);
      if (rung) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, typeof pauseMs === 'number' ? pauseMs : pauseMs());
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = run();
  const ring = (): void => {
    rung = true;
    wake?.();
  };
  return {
    wake: ring,
    stop: async () => {
      stopped = true;
      ring();
      await running;
    },
  };
}

/** Work of a table whose rows say when they are due, and whose writers wake it. */
export interface DueWork {
  /** So far apart are turns at least, and after one that fails. */
  readonly pauseMs: number;
  /** Looked at so often without being woken, for rows that a process wrote which has ended since. */
  readonly longestMs: number;
  readonly now: () => Date;
  readonly work: () => Promise<unknown>;
  /** When the next row is due; undefined when none is. */
  readonly nextDue: () => Promise<Date | undefined>;
}

/** As `repeat`, but rests until something is due: a lane without work asks one question now and then, and nothing in a transaction. */
export function repeatWhenDue({ pauseMs, longestMs, now, work, nextDue }: DueWork, onError: (error: unknown) => void): Repeated {
  let restMs = pauseMs;
  return repeat(
    () => restMs,
    async () => {
      restMs = pauseMs;
      await work();
      const due = await nextDue();
      restMs = due === undefined ? longestMs : Math.min(longestMs, Math.max(pauseMs, due.getTime() - now().getTime()));
    },
    onError,
  );
}
