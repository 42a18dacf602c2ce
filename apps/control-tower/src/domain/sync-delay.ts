/** The hub shows what happened within 8 s (FUL-05). */
export const SYNC_LIMIT_MS = 8_000;

const STEP = Math.log(1.1);
const LEAST = -95;
const MOST = 300;
const SLOT_MS = 300_000;

export function isLate(delayMs: number): boolean {
  return delayMs > SYNC_LIMIT_MS;
}

/** Delays are counted in buckets that grow by a tenth; bucket 0 ends exactly at the limit. */
export function bucketOf(delayMs: number): number {
  const bucket = Math.ceil(Math.log(Math.max(delayMs, 1) / SYNC_LIMIT_MS) / STEP);
  return Math.max(LEAST, Math.min(MOST, Object.is(bucket, -0) ? 0 : bucket));
}

/** The middle of a bucket: at most 5 % from any delay in it. */
export function delayOf(bucket: number): number {
  return SYNC_LIMIT_MS * Math.exp(STEP * (bucket - 0.5));
}

export function slotOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / SLOT_MS) * SLOT_MS);
}

export interface DelayCount {
  readonly bucket: number;
  readonly facts: number;
}

/** The delay that so many of the facts do not exceed; undefined without facts. */
export function delayQuantile(counts: readonly DelayCount[], share: number): number | undefined {
  const total = counts.reduce((sum, count) => sum + count.facts, 0);
  if (total === 0) return undefined;
  let left = Math.max(1, Math.ceil(total * share));
  for (const { bucket, facts } of counts.toSorted((a, b) => a.bucket - b.bucket)) {
    left -= facts;
    if (left <= 0) return delayOf(bucket);
  }
  return undefined;
}

export function withinLimit(counts: readonly DelayCount[]): number {
  return counts.filter((count) => count.bucket <= 0).reduce((sum, count) => sum + count.facts, 0);
}
