import type { PushCount } from './door-words.ts';

const TELL_EVERY_MS = 500;

/** Counts by outcome and tells the sums now and then: a message between threads for each push would cost more than counting it. */
export function countPushes(tell: (pushes: readonly PushCount[]) => void): {
  note(system: string, outcome: string): void;
  stop(): void;
} {
  let counts = new Map<string, PushCount>();
  const flush = (): void => {
    if (counts.size === 0) return;
    tell([...counts.values()]);
    counts = new Map();
  };
  const timer = setInterval(flush, TELL_EVERY_MS);
  return {
    note: (system, outcome) => {
      const name = `${system} ${outcome}`;
      counts.set(name, { system, outcome, count: (counts.get(name)?.count ?? 0) + 1 });
    },
    stop: () => {
      clearInterval(timer);
      flush();
    },
  };
}
