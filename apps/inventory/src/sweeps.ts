import type { Clock } from '@orderloom/domain-kernel';
import { decideDrifts } from './application/decide-drifts.ts';
import type { StockBooks, StockLane, TellStock } from './application/ports.ts';
import { expireUnpaidHolds, HOLDS_AT_ONCE, renewPaidHolds } from './application/renew-holds.ts';
import { recoverUnlocked, UNLOCKED_AT_ONCE } from './application/reserve-paid-orders.ts';
import type { ReservationBreaker } from './domain/reservation-breaker.ts';

const EVERY_MS = 5_000;

/** Work that time causes, not a message. */
export function startSweeps(deps: {
  readonly lane: StockLane;
  readonly books: StockBooks;
  readonly breaker: ReservationBreaker;
  readonly tell: TellStock;
  readonly now: Clock;
  readonly onTrouble: (what: string, error: unknown) => void;
}): { stop(): Promise<void> } {
  let underWay: Promise<unknown> = Promise.resolve();
  const sweep = async (): Promise<void> => {
    const steps = [
      () => untilFewer(UNLOCKED_AT_ONCE, () => deps.lane.run((tx) => recoverUnlocked(deps, tx, deps.now()))),
      () => untilFewer(HOLDS_AT_ONCE, () => deps.lane.run((tx) => renewPaidHolds(deps, tx, deps.now()))),
      () => untilFewer(HOLDS_AT_ONCE, () => deps.lane.run((tx) => expireUnpaidHolds(deps, tx, deps.now()))),
      () => deps.lane.run((tx) => decideDrifts(deps, tx, deps.now())),
    ];
    // One that fails each time must not keep holds from ending.
    for (const step of steps) await step().catch((error: unknown) => deps.onTrouble('sweep', error));
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

/** Each batch is a transaction of its own, so that claims go on between them. */
async function untilFewer(most: number, batch: () => Promise<number>): Promise<void> {
  while ((await batch()) >= most);
}
