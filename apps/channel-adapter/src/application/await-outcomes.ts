import { ownOrderKey, type OwnOrderKey, type OwnOrders, type OwnOutcome } from './own-orders.ts';

const LOOK_EVERY_MS = 40;
/** Looking must not take the time of what is looked for: so many times as long as the last look took is paused. */
const PAUSE_SHARE = 3;

interface Waiting {
  readonly order: OwnOrderKey;
  readonly until: number;
  readonly settle: (outcome: OwnOutcome | undefined) => void;
}

/** Waits for what becomes of placed orders: one look at the database for all that wait. Undefined when patience ends first. */
export function createOutcomeWatch(
  own: Pick<OwnOrders, 'outcomes'>,
): (order: OwnOrderKey, patienceMs: number) => Promise<OwnOutcome | undefined> {
  let waiting: readonly Waiting[] = [];
  let looking = false;

  const look = async (): Promise<void> => {
    looking = true;
    while (waiting.length > 0) {
      const now = Date.now();
      const found = await own.outcomes(waiting.map(({ order }) => order)).catch((): ReadonlyMap<string, OwnOutcome> => new Map());
      waiting = waiting.filter((one) => {
        const outcome = found.get(ownOrderKey(one.order));
        if (outcome === undefined && one.until > now) return true;
        one.settle(outcome);
        return false;
      });
      const pauseMs = Math.max(LOOK_EVERY_MS, (Date.now() - now) * PAUSE_SHARE);
      if (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    looking = false;
  };

  return (order, patienceMs) =>
    new Promise((settle) => {
      waiting = [...waiting, { order, until: Date.now() + patienceMs, settle }];
      if (!looking) void look();
    });
}
