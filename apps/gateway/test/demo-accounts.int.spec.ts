import { systemClock } from '@orderloom/domain-kernel';
import { outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { expect, it } from 'vitest';
import { ensureDemoAccounts } from '../src/application/ensure-demo-accounts.ts';
import { roles } from '../src/domain/role.ts';
import { AccountMapping } from '../src/persistence/account.mapping.ts';
import { accountRepository } from '../src/persistence/account-repository.ts';
import { argon2Passwords } from '../src/persistence/argon2-passwords.ts';

it('makes one demo account per role, leaves them alone at the next start, and gives them a new password when it is told one', async () => {
  const database = await openDatabase({
    url: await freshDatabase('gateway_demo'),
    poolSize: 4,
    applicationName: 'gateway',
    entities: [AccountMapping],
    migrations: [...outboxMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
  });
  const accounts = accountRepository(database.fork);
  const deps = { accounts, passwords: argon2Passwords, clock: systemClock };
  try {
    await ensureDemoAccounts(deps, 'first-password');
    const made = await Promise.all(roles.map((role) => accounts.byLogin(role)));
    expect(made.map((account) => account?.roles)).toEqual(roles.map((role) => [role]));

    await ensureDemoAccounts(deps, 'first-password');
    const kept = await Promise.all(roles.map((role) => accounts.byLogin(role)));
    expect(kept.map((account) => account?.password)).toEqual(made.map((account) => account?.password));

    await ensureDemoAccounts(deps, 'second-password');
    const changed = await accounts.byLogin('finance');
    const before = made[roles.indexOf('finance')];
    expect({ id: changed?.id, createdAt: changed?.createdAt }).toEqual({ id: before?.id, createdAt: before?.createdAt });
    expect(await argon2Passwords.verify('second-password', changed?.password ?? '')).toBe(true);
    expect(await argon2Passwords.verify('first-password', changed?.password ?? '')).toBe(false);
  } finally {
    await database.close();
  }
});
