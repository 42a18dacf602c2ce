/**
 * Positions that were handed out but are not visible: their transaction is still open, or was rolled back.
 * A gap is watched until it fills, or until no transaction that could fill it can be alive.
 */
export class Gaps {
  readonly #missing = new Map<bigint, { readonly seenAt: number; horizon: bigint | undefined }>();

  positions(): readonly bigint[] {
    return [...this.#missing.keys()];
  }

  /** The lowest position that is still open, or undefined. */
  lowest(): bigint | undefined {
    let lowest: bigint | undefined;
    for (const position of this.#missing.keys()) if (lowest === undefined || position < lowest) lowest = position;
    return lowest;
  }

  /** Takes over what an earlier relay still watched. */
  watch(positions: readonly bigint[], nowMs: number): void {
    for (const position of positions) this.#missing.set(position, { seenAt: nowMs, horizon: undefined });
  }

  /** Takes note of what a read showed: `seen` ascending, all reads before it went up to `after`. */
  note(after: bigint, seen: readonly bigint[], nowMs: number): void {
    let expected = after + 1n;
    for (const position of seen) {
      this.#missing.delete(position);
      if (position < expected) continue;
      for (; expected < position; expected += 1n) this.#missing.set(expected, { seenAt: nowMs, horizon: undefined });
      expected = position + 1n;
    }
  }

  /** Whether some gap is old enough that asking Postgres for its oldest transaction is worth the call. */
  needsHorizon(nowMs: number): boolean {
    for (const gap of this.#missing.values()) if (nowMs - gap.seenAt > PATIENCE_MS) return true;
    return false;
  }

  /**
   * `oldestRunning`: no transaction older than this is alive. `nextToCome`: the next transaction gets this number or a higher one.
   * A gap whose horizon was drawn well after it was seen, and lies behind the oldest running transaction, was rolled back.
   */
  giveUp(nowMs: number, oldestRunning: bigint, nextToCome: bigint): void {
    for (const [position, gap] of this.#missing) {
      if (nowMs - gap.seenAt <= PATIENCE_MS) continue;
      if (gap.horizon === undefined) gap.horizon = nextToCome;
      else if (oldestRunning >= gap.horizon) this.#missing.delete(position);
    }
  }

  clear(): void {
    this.#missing.clear();
  }
}

/** A statement takes its position before its transaction has a number: wait this long before a horizon means anything. */
const PATIENCE_MS = 5_000;
