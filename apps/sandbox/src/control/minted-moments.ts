import type { Marketplace } from '../core/marketplace.ts';

const STEP_MS = 100;

/** The moment at which the push of a minted order leaves the load generator, after its first one. */
export interface Moment {
  readonly no: string;
  readonly afterMs: number;
}

/** Lets each minted order change at its platform when its push leaves, as a paid order does: lists by time of change show it where the hub looks for it. */
export interface MintedMoments {
  expect(moments: readonly Moment[]): void;
  /** The first push leaves now. Answers with how many are expected. */
  begin(): number;
  clear(): void;
}

export function createMintedMoments(marketOf: (no: string) => Marketplace | undefined): MintedMoments {
  let expected: readonly Moment[] = [];
  let timer: NodeJS.Timeout | undefined;
  const clear = (): void => {
    clearInterval(timer);
    timer = undefined;
    expected = [];
  };

  return {
    clear,
    expect: (moments) => {
      clear();
      expected = moments.toSorted((a, b) => a.afterMs - b.afterMs);
    },
    begin: () => {
      clearInterval(timer);
      const beganAt = performance.now();
      let next = 0;
      timer = setInterval(() => {
        const until = performance.now() - beganAt;
        for (let moment = expected[next]; moment !== undefined && moment.afterMs <= until; moment = expected[next]) {
          marketOf(moment.no)?.touch(moment.no);
          next += 1;
        }
        if (next >= expected.length) clear();
      }, STEP_MS);
      timer.unref();
      return expected.length;
    },
  };
}
