'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useAccount } from './account.ts';
import { homeRoleOf, homeRoles } from './roles.ts';
import type { HomeRole } from './roles.ts';

/** Whose home is looked at: the account's own, or the one that the address names. */
export const useHomeRole = (): HomeRole => {
  const account = useAccount();
  const [asked] = useQueryState('role', parseAsStringLiteral(homeRoles));
  return asked ?? homeRoleOf(account?.roles ?? []);
};

/** The address of a role's home; one's own needs no word. */
export const useHomeAddress = (): ((role: HomeRole) => string) => {
  const own = homeRoleOf(useAccount()?.roles ?? []);
  return (role) => (role === own ? '/' : `/?role=${role}`);
};
