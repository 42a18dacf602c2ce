import { RateLimited } from '../domain/partner-errors.ts';

/** Runs the work of a key when its turn comes. Throws RateLimited where too many wait already. */
export type KeyLanes = <T>(keyId: string, run: () => Promise<T>) => Promise<T>;

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

const patienceSeconds = 5;

/**
 * So many requests of one key run at once and the others wait in line. A service gives up a question after three seconds: of a thousand
 * asked at once most would be given up for having waited for one another, while the key's burst held up everybody else.
 */
export function keyLanes(most: { readonly running: number; readonly waiting: number }): KeyLanes {
  const lanes = new Map<string, Lane>();
  return async (keyId, run) => {
    const lane = lanes.get(keyId) ?? { running: 0, waiting: [] };
    lanes.set(keyId, lane);
    if (lane.running >= most.running) {
      if (lane.waiting.length >= most.waiting)
        throw new RateLimited('Too many requests of this key wait already.', { retryAfterSeconds: patienceSeconds });
      // Whoever ends hands his place on, so nobody who comes meanwhile takes it.
      await new Promise<void>((turn) => lane.waiting.push(turn));
    } else lane.running += 1;
    try {
      return await run();
    } finally {
      const next = lane.waiting.shift();
      if (next !== undefined) next();
      else lane.running -= 1;
      if (lane.running === 0) lanes.delete(keyId);
    }
  };
}
