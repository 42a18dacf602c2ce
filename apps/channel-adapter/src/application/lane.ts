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
  readonly take: (given: readonly Given[]) => Promise<void>;
}): Lane<Given> {
  const turn = pace(options.everyMs);
  let waiting: Given[] = [];
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      await turn();
      const taken = waiting.slice(0, options.most);
      waiting = waiting.slice(options.most);
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
