const EVERY_MS = 10_000;
const INBOX_EVERY_MS = 3_600_000;

/** Work that time causes, not a message. */
export function startSweeps(deps: {
  readonly askStockAgain: () => Promise<number>;
  readonly sweepInbox: () => Promise<void>;
  readonly onTrouble: (what: string, error: unknown) => void;
}): { stop(): Promise<void> } {
  let underWay: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = deps.askStockAgain().catch((error: unknown) => deps.onTrouble('stock sweep', error));
  }, EVERY_MS);
  const inboxTimer = setInterval(() => void deps.sweepInbox().catch((error: unknown) => deps.onTrouble('inbox sweep', error)), INBOX_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      clearInterval(inboxTimer);
      await underWay;
    },
  };
}
