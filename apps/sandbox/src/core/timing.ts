import type { Timing } from './system.ts';

const LONGEST_TIMEOUT_MS = 2_147_483_647;

interface Waiting {
  readonly run: () => void;
  outsideMs: number;
  since: number;
  timeout: NodeJS.Timeout | undefined;
}

export interface AdjustableTiming extends Timing {
  setSpeed(speed: number): void;
  readonly waiting: number;
  clear(): void;
}

/** A change of speed also shortens or stretches what is already waiting. */
export function createTiming(initialSpeed: number): AdjustableTiming {
  let speed = initialSpeed;
  const all = new Set<Waiting>();

  const arm = (entry: Waiting): void => {
    entry.since = performance.now();
    const realMs = entry.outsideMs / speed;
    entry.timeout = setTimeout(
      () => {
        if (realMs > LONGEST_TIMEOUT_MS) {
          age(entry);
          arm(entry);
          return;
        }
        all.delete(entry);
        entry.run();
      },
      Math.min(realMs, LONGEST_TIMEOUT_MS),
    );
    entry.timeout.unref();
  };

  const age = (entry: Waiting): void => {
    clearTimeout(entry.timeout);
    entry.outsideMs = Math.max(0, entry.outsideMs - (performance.now() - entry.since) * speed);
  };

  return {
    get speed() {
      return speed;
    },
    get waiting() {
      return all.size;
    },
    after(outsideMs, run) {
      const entry: Waiting = { run, outsideMs, since: 0, timeout: undefined };
      all.add(entry);
      arm(entry);
      return () => {
        clearTimeout(entry.timeout);
        all.delete(entry);
      };
    },
    setSpeed(next) {
      for (const entry of all) age(entry);
      speed = next;
      for (const entry of all) arm(entry);
    },
    clear() {
      for (const entry of all) clearTimeout(entry.timeout);
      all.clear();
    },
  };
}
