import type { Account } from '../domain/account.ts';
import type { Role } from '../domain/role.ts';

/** The person behind a session. */
export type Viewer = {
  readonly account: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly locale: string;
  readonly mustChangePassword: boolean;
};

/** What the audit log is told of an act at this door. */
export type Act = { readonly account: string; readonly deed: 'signed-in' | 'sign-in-refused' | 'signed-out'; readonly at: Date };

export type Accounts = {
  readonly byLogin: (login: string) => Promise<Account | undefined>;
  readonly save: (accounts: readonly Account[]) => Promise<void>;
};

/** Sessions are known by the SHA-256 of their id: who reads the table cannot use what it holds. */
export type Sessions = {
  /** Opens the session and tells the audit log, or neither. */
  readonly open: (session: {
    readonly idHash: Buffer;
    readonly account: string;
    readonly openedAt: Date;
    readonly expiresAt: Date;
  }) => Promise<void>;
  readonly viewerOf: (idHash: Buffer, now: Date) => Promise<Viewer | undefined>;
  /** Ends it and tells the audit log; a session that is over is left alone. */
  readonly end: (idHash: Buffer, now: Date) => Promise<void>;
};

export type Passwords = {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (password: string, phc: string) => Promise<boolean>;
};

export type AuditLog = { readonly append: (act: Act) => Promise<void> };
