import { pace } from './pace.ts';

/** What is given while a turn is under way waits for the next one and goes in it together. */
export interface Lane<Given> {
  give(one: Given): void;
  /** How many wait for their turn. */
  waiting(): number;
  /** Resolves when nothing is left to take. */
  empty(): Promise<void>;
}

/** `take` must settle its own failures. Turns begin at least `everyMs` apart and take `most` at once. */
export function createLane<Given>(options: {
  readonly everyMs: number;
  readonly most: number;
  /** While at least so many are given in a second, turns begin so far apart, but for full ones. */
  readonly crowd?: { readonly perSecond: number; readonly everyMs: number };
  readonly take: (given: readonly Given[]) => Promise<void>;
}): Lane<Given> {
  const { crowd, most } = options;
  const turn = pace(options.everyMs);
  let waiting: Given[] = [];
  let running: Promise<void> | undefined;
  let beganAt = -Infinity;
  let perSecond = 0;
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const isCrowded = crowd !== undefined && perSecond >= crowd.perSecond && waiting.length < most;
      await turn(isCrowded ? crowd.everyMs : undefined);
      const taken = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const now = performance.now();
      perSecond = (taken.length * 1_000) / (now - beganAt);
      beganAt = now;
      await options.take(taken);
    }
    running = undefined;
  };
  return {
    give: (one) => {
      waiting.push(one);
      running ??= Promise.resolve().then(run);
    },
    waiting: () => waiting.length,
    empty: async () => running,
  };
}
