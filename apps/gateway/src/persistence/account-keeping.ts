import { inTransaction, type Outbox, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { AccountKeeping, KeptAccount } from '../application/keep-accounts.ts';
import { AccountNotFound, LastAdmin, LoginTaken } from '../domain/account-errors.ts';
import { isRole, type Role } from '../domain/role.ts';

/** Accounts in SQL of their own: change, ended sessions and audit event are one transaction. */
export function accountKeeping(pool: Pool, outbox: Outbox): AccountKeeping {
  const tell = (tx: Tx, act: Act): Promise<void> => outbox.append(tx, [actEvent(act)]);
  return {
    list: (now) => listAccounts(pool, now),
    create: (account, by, now) =>
      inTransaction(pool, async (tx) => {
        const { rowCount } = await tx.query(
          `insert into account (id, login, name, password, roles, locale, created_at, must_change_password, password_ends_at)
           values ($1, $2, $3, $4, $5, 'zh-CN', $6, true, $7) on conflict (login) do nothing`,
          [account.id, account.login, account.name, account.password, account.roles, now, account.passwordEndsAt],
        );
        if (rowCount === 0) throw new LoginTaken('Another account has this login.');
        const details = { 'after.login': account.login, 'after.roles': account.roles.join(', ') };
        await tell(tx, { deed: 'account.create', subject: account.id, by, details, now });
      }),
    setRoles: (id, roles, by, now) =>
      inTransaction(pool, async (tx) => {
        const before = await lockAccount(tx, id);
        if (!roles.includes('admin')) requireOtherAdmin(before);
        await tx.query('update account set roles = $2 where id = $1', [id, roles]);
        await endSessions(tx, id, now);
        const details = { login: before.login, 'before.roles': before.roles.join(', '), 'after.roles': roles.join(', ') };
        await tell(tx, { deed: 'account.set-roles', subject: id, by, details, now });
        return before.roles;
      }),
    setLocked: (id, locked, by, now) =>
      inTransaction(pool, async (tx) => {
        const before = await lockAccount(tx, id);
        if (locked) requireOtherAdmin(before);
        await tx.query('update account set disabled_at = $2 where id = $1', [id, locked ? now : null]);
        await endSessions(tx, id, now);
        await tell(tx, { deed: locked ? 'account.lock' : 'account.unlock', subject: id, by, details: { login: before.login }, now });
      }),
    resetPassword: (id, password, by, now) =>
      inTransaction(pool, async (tx) => {
        const before = await lockAccount(tx, id);
        await tx.query('update account set password = $2, must_change_password = true, password_ends_at = $3 where id = $1', [
          id,
          password.hash,
          password.endsAt,
        ]);
        await endSessions(tx, id, now);
        await tell(tx, { deed: 'account.reset-password', subject: id, by, details: { login: before.login }, now });
      }),
    changePassword: (id, password, keepSession, now) =>
      inTransaction(pool, async (tx) => {
        await tx.query('update account set password = $2, must_change_password = false, password_ends_at = null where id = $1', [
          id,
          password,
        ]);
        await tx.query('update session set ended_at = $3 where account_id = $1 and id_hash <> $2 and ended_at is null', [
          id,
          keepSession,
          now,
        ]);
        await tell(tx, { deed: 'account.change-password', subject: id, by: id, details: {}, now });
      }),
    passwordOf: async (id) =>
      (
        await pool.query<{ password: string; endsAt: Date | null }>(
          'select password, password_ends_at as "endsAt" from account where id = $1',
          [id],
        )
      ).rows[0],
  };
}

async function listAccounts(pool: Pool, now: Date): Promise<readonly KeptAccount[]> {
  const { rows } = await pool.query<Omit<KeptAccount, 'roles'> & { readonly roles: readonly string[] }>(
    `select a.id, a.login, a.name, a.roles, a.created_at as "createdAt", a.disabled_at as "lockedAt", a.must_change_password as "mustChangePassword",
            max(s.opened_at) as "lastSignedInAt", count(s.id_hash) filter (where s.ended_at is null and s.expires_at > $1)::int as "openSessions"
       from account a left join session s on s.account_id = a.id group by a.id order by a.login`,
    [now],
  );
  return rows.map((row) => ({ ...row, roles: row.roles.filter(isRole) }));
}

interface LockedAccount {
  readonly login: string;
  readonly roles: readonly Role[];
  readonly isOnlyAdmin: boolean;
}

/** Locks the account and everybody who keeps accounts, in one order: of two admins who take the role from each other one comes second. */
async function lockAccount(tx: Tx, id: string): Promise<LockedAccount> {
  const { rows } = await tx.query<{ id: string; login: string; roles: readonly string[]; disabled_at: Date | null }>(
    "select id, login, roles, disabled_at from account where id::text = $1 or ('admin' = any(roles) and disabled_at is null) order by id for update",
    [id],
  );
  const account = rows.find((row) => row.id === id);
  if (account === undefined) throw new AccountNotFound('No account has this id.');
  const admins = rows.filter((row) => row.disabled_at === null && row.roles.includes('admin'));
  return {
    login: account.login,
    roles: account.roles.filter(isRole),
    isOnlyAdmin: admins.every((row) => row.id === id) && admins.length > 0,
  };
}

function requireOtherAdmin(account: LockedAccount): void {
  if (account.isOnlyAdmin) throw new LastAdmin('Nobody would be left who keeps accounts.');
}

async function endSessions(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('update session set ended_at = $2 where account_id = $1 and ended_at is null', [id, now]);
}

interface Act {
  readonly deed: string;
  readonly subject: string;
  readonly by: string;
  readonly details: Readonly<Record<string, string>>;
  readonly now: Date;
}

function actEvent(act: Act) {
  return {
    type: 'hub.gateway.audit-recorded.v1',
    aggregateId: act.subject,
    actor: act.by,
    occurredAt: act.now,
    data: {
      auditId: uuidv7(),
      actorKind: 'ACTOR_KIND_PERSON',
      actor: act.by,
      deed: act.deed,
      subjectKind: 'account',
      subjectId: act.subject,
      orderId: '',
      details: { ...act.details },
      actedAt: act.now,
    },
  } as const;
}
