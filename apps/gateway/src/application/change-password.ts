import type { Clock } from '@orderloom/domain-kernel';
import { PasswordRefused, SignInRefused } from '../domain/account-errors.ts';
import { shortestPassword } from '../domain/one-time-password.ts';
import { requireLasting } from '../domain/password-end.ts';
import type { AccountKeeping } from './keep-accounts.ts';
import type { PasswordTries } from './password-tries.ts';
import type { Passwords, Viewer } from './ports.ts';
import type { ViewerReader } from './read-viewer.ts';
import { sessionIdHash } from './session-id.ts';

export type ChangePassword = (
  viewer: Viewer,
  sessionId: string | undefined,
  asked: { readonly current: string; readonly next: string },
) => Promise<void>;

/** Sets a person's own password. The session stays; their others end. Throws SignInRefused, TooManyAttempts, PasswordEnded or PasswordRefused. */
export function changePassword(deps: {
  readonly accounts: Pick<AccountKeeping, 'passwordOf' | 'changePassword'>;
  readonly passwords: Passwords;
  readonly tries: PasswordTries;
  readonly viewers: Pick<ViewerReader, 'forgetAccount'>;
  readonly clock: Clock;
}): ChangePassword {
  return async (viewer, sessionId, { current, next }) => {
    deps.tries.begin(viewer.login);
    const stored = await deps.accounts.passwordOf(viewer.account);
    if (stored === undefined || !(await deps.passwords.verify(current, stored.password)))
      throw new SignInRefused('The password is not right.');
    deps.tries.forget(viewer.login);
    requireLasting(stored.endsAt, deps.clock());
    if (next.length < shortestPassword) throw new PasswordRefused(`A password has ${shortestPassword} characters or more.`);
    if (next === current) throw new PasswordRefused('The new password is the old one.');
    const session = sessionIdHash(sessionId);
    if (session === undefined) throw new SignInRefused('Sign in first.');
    await deps.accounts.changePassword(viewer.account, await deps.passwords.hash(next), session, deps.clock());
    deps.viewers.forgetAccount(viewer.account);
  };
}
