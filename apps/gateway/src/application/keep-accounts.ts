import type { Clock } from '@orderloom/domain-kernel';
import { randomInt } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { AccountNotAllowed } from '../domain/account-errors.ts';
import { oneTimeEnd } from '../domain/password-end.ts';
import { oneTimePassword } from '../domain/one-time-password.ts';
import type { Role } from '../domain/role.ts';
import type { Passwords, Viewer } from './ports.ts';
import type { ViewerReader } from './read-viewer.ts';

export interface KeptAccount {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  readonly lockedAt: Date | null;
  /** Whether the password was made by somebody else and opens only the door where its owner sets one. */
  readonly mustChangePassword: boolean;
  readonly lastSignedInAt: Date | null;
  readonly openSessions: number;
}

/** Where accounts are kept. Each change ends the account's sessions and tells the audit log in one transaction, or does nothing. */
export interface AccountKeeping {
  list(now: Date): Promise<readonly KeptAccount[]>;
  /** Throws LoginTaken. */
  create(
    account: {
      readonly id: string;
      readonly login: string;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly password: string;
      readonly passwordEndsAt: Date;
    },
    by: string,
    now: Date,
  ): Promise<void>;
  /** These throw AccountNotFound, and LastAdmin where nobody would be left to keep accounts. */
  setRoles(id: string, roles: readonly Role[], by: string, now: Date): Promise<readonly Role[]>;
  setLocked(id: string, locked: boolean, by: string, now: Date): Promise<void>;
  resetPassword(id: string, password: { readonly hash: string; readonly endsAt: Date }, by: string, now: Date): Promise<void>;
  /** Sets the owner's own password; every other session of theirs ends. */
  changePassword(id: string, password: string, keepSession: Buffer, now: Date): Promise<void>;
  passwordOf(id: string): Promise<{ readonly password: string; readonly endsAt: Date | null } | undefined>;
}

export type KeepAccounts = ReturnType<typeof keepAccounts>;

/** What an admin may do to accounts. */
export function keepAccounts(deps: {
  readonly accounts: AccountKeeping;
  readonly passwords: Passwords;
  readonly viewers: Pick<ViewerReader, 'forgetAccount'>;
  readonly clock: Clock;
}) {
  const { accounts, clock } = deps;
  const changed = <T>(id: string, value: T): T => {
    deps.viewers.forgetAccount(id);
    return value;
  };
  return {
    list: async (viewer: Viewer) => {
      requireAdmin(viewer);
      return accounts.list(clock());
    },
    names: async () =>
      (await accounts.list(clock())).map(({ id, login, name, roles, lockedAt }) => ({ id, login, name, roles, locked: lockedAt !== null })),
    create: async (viewer: Viewer, asked: { readonly login: string; readonly name: string; readonly roles: readonly Role[] }) => {
      requireAdmin(viewer);
      const id = uuidv7();
      const password = oneTimePassword(randomInt);
      const now = clock();
      const kept = { password: await deps.passwords.hash(password), passwordEndsAt: oneTimeEnd(now) };
      await accounts.create({ ...asked, id, ...kept }, viewer.account, now);
      return { account: id, oneTimePassword: password };
    },
    setRoles: async (viewer: Viewer, id: string, roles: readonly Role[]) => {
      requireAdmin(viewer);
      return changed(id, { account: id, before: await accounts.setRoles(id, roles, viewer.account, clock()) });
    },
    setLocked: async (viewer: Viewer, id: string, locked: boolean) => {
      requireAdmin(viewer);
      await accounts.setLocked(id, locked, viewer.account, clock());
      return changed(id, { account: id });
    },
    resetPassword: async (viewer: Viewer, id: string) => {
      requireAdmin(viewer);
      const password = oneTimePassword(randomInt);
      const now = clock();
      await accounts.resetPassword(id, { hash: await deps.passwords.hash(password), endsAt: oneTimeEnd(now) }, viewer.account, now);
      return changed(id, { account: id, oneTimePassword: password });
    },
  };
}

function requireAdmin(viewer: Viewer): void {
  if (!viewer.roles.includes('admin')) throw new AccountNotAllowed('Only an admin keeps accounts.');
}
