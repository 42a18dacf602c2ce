import type { Clock } from '@orderloom/domain-kernel';
import { SignInRefused } from '../domain/account-errors.ts';
import type { Account } from '../domain/account.ts';
import { requireLasting } from '../domain/password-end.ts';
import type { PasswordTries } from './password-tries.ts';
import type { Accounts, AuditLog, Passwords, Sessions } from './ports.ts';
import { newSessionId, sessionIdHash } from './session-id.ts';

/** Milliseconds that a session lasts: one working day with its overtime. */
export const sessionLifetimeMs = 12 * 3_600_000;

export type SignIn = (claim: { readonly login: string; readonly password: string }) => Promise<string>;

/** Checks a password and opens a session; gives its id. Throws SignInRefused, PasswordEnded or TooManyAttempts. */
export function signIn(deps: {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly tries: PasswordTries;
  readonly audit: AuditLog;
  readonly clock: Clock;
}): SignIn {
  // Verified where there is no account, so that the answer takes as long as with one.
  const nobody = deps.passwords.hash(newSessionId());
  nobody.catch(() => undefined);

  return async ({ login, password }) => {
    const name = login.trim().toLowerCase();
    const now = deps.clock();
    deps.tries.begin(name);

    const account = await deps.accounts.byLogin(name);
    const right = await deps.passwords.verify(password, account?.password ?? (await nobody));
    if (account === undefined || !right || account.disabledAt !== null) {
      // A name that is no account may be a mistyped password: it goes nowhere.
      if (account !== undefined) await deps.audit.append({ account: account.id, deed: 'sign-in-refused', at: now });
      throw new SignInRefused('Account and password do not match.');
    }
    deps.tries.forget(name);
    requireLasting(account.passwordEndsAt, now);
    return openSession(deps.sessions, account, now);
  };
}

async function openSession(sessions: Sessions, account: Account, now: Date): Promise<string> {
  const id = newSessionId();
  const idHash = sessionIdHash(id);
  if (idHash === undefined) throw new Error('A new session id is not a session id.');
  await sessions.open({ idHash, account: account.id, openedAt: now, expiresAt: new Date(now.getTime() + sessionLifetimeMs) });
  return id;
}
