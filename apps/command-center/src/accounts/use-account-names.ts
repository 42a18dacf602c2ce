'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { askAccounts, parseNames, type AccountName } from './doors.ts';

const none: readonly AccountName[] = [];

/** Names of people by the id of their account; an id that nobody knows stands for itself. */
export const useAccountNames = (): { readonly accounts: readonly AccountName[]; readonly nameOf: (id: string) => string } => {
  const { data } = useQuery({
    queryKey: ['account-names'],
    queryFn: async ({ signal }) => parseNames(await askAccounts('/accounts/names', undefined, signal)),
    staleTime: 300_000,
  });
  const names = useMemo(() => new Map((data ?? none).map((account) => [account.id, account.name])), [data]);
  const nameOf = useCallback((id: string) => names.get(id) ?? id, [names]);
  return { accounts: data ?? none, nameOf };
};
