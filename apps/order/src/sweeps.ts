const EVERY_MS = 10_000;

/** Work that time causes, not a message. */
export function startSweeps(deps: {
  readonly askStockAgain: () => Promise<number>;
  readonly refreshRules: () => Promise<void>;
  readonly onTrouble: (what: string, error: unknown) => void;
}): { stop(): Promise<void> } {
  let underWay: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = Promise.all([
      deps.askStockAgain().catch((error: unknown) => deps.onTrouble('stock sweep', error)),
      deps.refreshRules().catch((error: unknown) => deps.onTrouble('hold rules sweep', error)),
    ]);
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
