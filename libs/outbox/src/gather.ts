/** Turns begin at least this far apart, so that under load what is given meets. */
const PACE_MS = 60;

/**
 * What is given while a turn is under way waits for the next one and goes in it together. A turn that fails fails for those
 * who gave it, and the next one comes all the same.
 */
export function gather<Given>(take: (given: readonly Given[]) => Promise<void>): (given: Given) => Promise<void> {
  let waiting: { readonly given: Given; readonly done: (turn: Promise<void>) => void }[] = [];
  let isRunning = false;
  let beganAt = 0;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const early = beganAt + PACE_MS - Date.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      beganAt = Date.now();
      const batch = waiting;
      waiting = [];
      const turn = take(batch.map(({ given }) => given));
      for (const { done } of batch) done(turn);
      await turn.catch(() => undefined);
    }
    isRunning = false;
  };
  return (given) =>
    new Promise((done) => {
      waiting.push({ given, done });
      if (!isRunning) void run();
    });
}
