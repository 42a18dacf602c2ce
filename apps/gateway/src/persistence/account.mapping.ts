import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../domain/account.ts';

export const AccountMapping = defineEntity({
  class: Account,
  tableName: 'account',
  properties: {
    id: p.uuid().primary(),
    login: p.text().unique(),
    name: p.text(),
    password: p.text().hidden(),
    roles: p.array<Account['roles'][number]>(),
    locale: p.text(),
    createdAt: p.datetime().name('created_at'),
    disabledAt: p.datetime().name('disabled_at').nullable(),
    passwordEndsAt: p.datetime().name('password_ends_at').nullable(),
    mustChangePassword: p.boolean().name('must_change_password'),
  },
});
