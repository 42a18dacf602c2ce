import type { EntityManager } from '@mikro-orm/postgresql';
import type { Accounts } from '../application/ports.ts';
import { Account } from '../domain/account.ts';

/** Accounts through the ORM; each call has an identity map of its own. */
export function accountRepository(fork: () => EntityManager): Accounts {
  return {
    byLogin: async (login) => (await fork().findOne(Account, { login })) ?? undefined,
    save: async (accounts) => {
      if (accounts.length === 0) return;
      await fork().upsertMany(Account, [...accounts], { onConflictFields: ['login'], onConflictExcludeFields: ['id', 'createdAt'] });
    },
  };
}
