'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { askSandbox } from '../sandbox/sandbox-door.ts';
import { useAccount } from './account.ts';
import { placeGroups } from './places.ts';
import type { Place, PlaceGroup } from './places.ts';

const drivers = ['operations', 'owner', 'admin'];

/** The places that exist here for this account: a deployment without a sandbox hides its place, and so does an account that may not drive it. */
export const usePlaces = (): { readonly groups: readonly PlaceGroup[]; readonly all: readonly Place[] } => {
  const account = useAccount();
  const { data: hasSandbox = false } = useQuery({
    queryKey: ['has-sandbox'],
    enabled: account?.roles.some((role) => drivers.includes(role)) === true,
    staleTime: Infinity,
    retry: false,
    refetchInterval: false,
    queryFn: ({ signal }) =>
      askSandbox('/speed', undefined, signal).then(
        () => true,
        () => false,
      ),
  });
  return useMemo(() => {
    const groups = placeGroups
      .map((group) => ({ ...group, places: group.places.filter((place) => place.key !== 'sandbox' || hasSandbox) }))
      .filter((group) => group.places.length > 0);
    return { groups, all: groups.flatMap((group) => group.places) };
  }, [hasSandbox]);
};
