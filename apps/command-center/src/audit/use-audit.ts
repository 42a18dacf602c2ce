'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../data/ask.ts';
import { AuditDeedsDocument, AuditPageDocument } from '../gql/graphql.ts';
import type { AuditPageQuery } from '../gql/graphql.ts';
import { filterOf } from './view.ts';
import type { AuditView } from './view.ts';

export type Act = AuditPageQuery['auditLog']['nodes'][number];

export const useAudit = (view: AuditView) => {
  const filter = useMemo(() => filterOf(view, Date.now()), [view]);
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      (await ask(AuditPageDocument, { filter, first: 100, after: pageParam ?? null }, signal)).data.auditLog,
    getNextPageParam: (last) => (last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? undefined) : undefined),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const acts = useMemo(() => (query.data?.pages ?? []).flatMap((page) => page.nodes), [query.data]);
  return { ...query, acts };
};

export const useAuditDeeds = () =>
  useQuery({
    queryKey: ['audit-deeds'],
    queryFn: async ({ signal }) => (await ask(AuditDeedsDocument, {}, signal)).data.auditDeeds,
    staleTime: 60_000,
  });
