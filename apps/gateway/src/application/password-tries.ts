import type { Clock } from '@orderloom/domain-kernel';
import { TooManyAttempts } from '../domain/account-errors.ts';
import { afterWrong, waitFor, type Attempts } from '../domain/attempts.ts';
import { keepNewest } from '../domain/keep-newest.ts';

const rememberedNames = 10_000;

/** Counts wrong passwords by account name, over all doors that ask for one: who guesses has one allowance and not one at each door. */
export interface PasswordTries {
  /**
   * Throws TooManyAttempts. A try counts as wrong from its beginning until `forget`: of guesses that come all at once,
   * each would otherwise be let in before the first one is known to be wrong.
   */
  readonly begin: (name: string) => void;
  /** The password was right. */
  readonly forget: (name: string) => void;
}

export function passwordTries(clock: Clock): PasswordTries {
  const attempts = new Map<string, Attempts>();
  return {
    begin: (name) => {
      const wait = waitFor(attempts.get(name), clock().getTime());
      if (wait > 0) throw new TooManyAttempts('Too many wrong passwords.', { retryAfterSeconds: Math.ceil(wait / 1000) });
      const next = afterWrong(attempts.get(name), clock().getTime());
      attempts.delete(name);
      attempts.set(name, next);
      // Invented names must not fill the memory.
      keepNewest(attempts, rememberedNames);
    },
    forget: (name) => void attempts.delete(name),
  };
}
