const MINUTE_MS = 60_000;

/** A paid hold never ends silently (C-12): the sweep renews it this long before it would. */
export const paidHoldMs = 60 * MINUTE_MS;
export const renewBeforeMs = 20 * MINUTE_MS;

/** Facts that are under way get so long to explain a difference between book and count. */
export const driftGraceMs = MINUTE_MS;

export function after(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
