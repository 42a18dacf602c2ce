import { PasswordEnded } from './account-errors.ts';

const oneTimeLifetimeMs = 24 * 3_600_000;

/** Until when a one-time password that is made now is good. */
export function oneTimeEnd(now: Date): Date {
  return new Date(now.getTime() + oneTimeLifetimeMs);
}

/** Throws PasswordEnded. To be asked of somebody only who knew the password: nobody else learns that there is one. */
export function requireLasting(endsAt: Date | null, now: Date): void {
  if (endsAt !== null && endsAt <= now) throw new PasswordEnded('The one-time password has ended. An admin can make another.');
}
