import type { Clock } from '@orderloom/domain-kernel';
import { afterWrong, waitFor, type Attempts } from '../domain/attempts.ts';
import { keepNewest } from '../domain/keep-newest.ts';
import { RateLimited } from '../domain/partner-errors.ts';

/** Where keys are looked up that opened nothing yet in this process: invented ones must not keep the database from the others. */
export type UnknownKeys = {
  /** Throws RateLimited for an address that brought too many keys which nobody has, or when too many wait. */
  readonly lookUp: <T>(address: string, ask: () => Promise<T | undefined>) => Promise<T | undefined>;
};

const missesPerMinute = 30;
const atOnce = 2;
const mayWait = 200;
const rememberedAddresses = 10_000;

export function unknownKeys(clock: Clock): UnknownKeys {
  const misses = new Map<string, Attempts>();
  const waiting: (() => void)[] = [];
  let running = 0;

  // Counted from its beginning: of look-ups that come all at once, each would otherwise begin before the first one missed.
  const count = (address: string): void => {
    const now = clock().getTime();
    const wait = waitFor(misses.get(address), now, missesPerMinute);
    if (wait > 0) throw limited('Too many unknown keys from this address.', Math.ceil(wait / 1000));
    const next = afterWrong(misses.get(address), now);
    misses.delete(address);
    misses.set(address, next);
    keepNewest(misses, rememberedAddresses);
  };
  const turn = async (): Promise<void> => {
    if (running < atOnce) running += 1;
    else if (waiting.length >= mayWait) throw limited('Too many unknown keys at once.', 1);
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  // Who waits takes over the place of the one that is done.
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    lookUp: async (address, ask) => {
      count(address);
      await turn();
      try {
        const found = await ask();
        if (found !== undefined) misses.delete(address);
        return found;
      } finally {
        done();
      }
    },
  };
}

function limited(message: string, retryAfterSeconds: number): RateLimited {
  return new RateLimited(message, { retryAfterSeconds });
}
