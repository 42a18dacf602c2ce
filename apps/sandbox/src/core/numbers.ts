/**
 * Ever larger numbers of one shape: a leading part, the second of issue, and a counter.
 * They stay unique across restarts without being kept, and exceed 2^53 as the real ones do.
 */
export function createNumbers(base: bigint, perSecond: bigint, step: bigint): () => bigint {
  let last = 0n;
  return () => {
    const floor = base + BigInt(Math.floor(Date.now() / 1000) - EPOCH_SECONDS) * perSecond;
    last = last + step > floor ? last + step : floor;
    return last;
  };
}

/** 2025-01-01. */
const EPOCH_SECONDS = 1_735_660_800;
