/** Turns begin at least this far apart, so that under load what is given meets. */
const PACE_MS = 60;

export interface Gathering<Given> {
  /** Resolves when the next turn begins: who has something to give collects until then, and gives it at once. */
  readonly turn: () => Promise<void>;
  /** Resolves, or fails, with the turn that took it. */
  readonly give: (given: Given) => Promise<void>;
}

/**
 * What is given while a turn is under way waits for the next one and goes in it together. A turn that fails fails for those
 * who gave it, and the next one comes all the same. `paceAfter` says how far from a turn's beginning the next one begins, at the least.
 */
export function gather<Given>(
  take: (given: readonly Given[]) => Promise<void>,
  paceAfter: (given: readonly Given[]) => number = () => PACE_MS,
): Gathering<Given> {
  let waiting: { readonly given: Given; readonly done: (turn: Promise<void>) => void }[] = [];
  const called: (() => void)[] = [];
  let isRunning = false;
  let notBefore = 0;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length + called.length > 0) {
      const early = notBefore - Date.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const beganAt = Date.now();
      if (called.length > 0) {
        for (const begin of called.splice(0)) begin();
        await new Promise((resolve) => setImmediate(resolve));
      }
      const batch = waiting;
      waiting = [];
      if (batch.length === 0) continue;
      const given = batch.map((one) => one.given);
      notBefore = beganAt + paceAfter(given);
      const turn = take(given);
      for (const { done } of batch) done(turn);
      await turn.catch(() => undefined);
    }
    isRunning = false;
  };
  const wake = (): void => {
    if (!isRunning) void run();
  };
  return {
    turn: () =>
      new Promise((begin) => {
        called.push(begin);
        wake();
      }),
    give: (given) =>
      new Promise((done) => {
        waiting.push({ given, done });
        wake();
      }),
  };
}
