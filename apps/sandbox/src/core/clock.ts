/** Clocks are never scaled: every time that the outside world states is the real one. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

const HOUR_MS = 3_600_000;
export const OUTSIDE = { hour: HOUR_MS, day: 24 * HOUR_MS } as const;
