import type { Clock } from '@orderloom/domain-kernel';
import { decideDrifts } from './application/decide-drifts.ts';
import type { StockBooks, StockLane, TellStock } from './application/ports.ts';
import { expireUnpaidHolds, renewPaidHolds } from './application/renew-holds.ts';

const EVERY_MS = 5_000;

/** Work that time causes, not a message. */
export function startSweeps(deps: {
  readonly lane: StockLane;
  readonly books: StockBooks;
  readonly tell: TellStock;
  readonly now: Clock;
  readonly onTrouble: (what: string, error: unknown) => void;
}): { stop(): Promise<void> } {
  let underWay: Promise<unknown> = Promise.resolve();
  const sweep = async (): Promise<void> => {
    try {
      await deps.lane.run((tx) => renewPaidHolds(tx, deps.now()));
      await deps.lane.run((tx) => expireUnpaidHolds(deps, tx, deps.now()));
      await deps.lane.run((tx) => decideDrifts(deps, tx, deps.now()));
    } catch (error) {
      deps.onTrouble('sweep', error);
    }
  };
  const timer = setInterval(() => {
    underWay = underWay.then(sweep);
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
