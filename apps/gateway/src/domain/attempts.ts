/** Wrong passwords of one account name, or unknown keys of one address; newest window only. */
export type Attempts = { readonly wrong: number; readonly since: number };

const windowMs = 60_000;
const passwords = 8;

/** Milliseconds until the next try is allowed; 0 is now. */
export function waitFor(attempts: Attempts | undefined, now: number, allowed = passwords): number {
  if (attempts === undefined || now - attempts.since >= windowMs || attempts.wrong < allowed) return 0;
  return attempts.since + windowMs - now;
}

/** The count after one more. */
export function afterWrong(attempts: Attempts | undefined, now: number): Attempts {
  if (attempts === undefined || now - attempts.since >= windowMs) return { wrong: 1, since: now };
  return { wrong: attempts.wrong + 1, since: attempts.since };
}
