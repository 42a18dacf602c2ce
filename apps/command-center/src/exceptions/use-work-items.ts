'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../data/ask.ts';
import { WorkItemDetailDocument, WorkItemPoolsDocument, WorkItemsCountDocument, WorkItemsPageDocument } from '../gql/graphql.ts';
import type { WorkItemFilter, WorkItemRowFieldsFragment } from '../gql/graphql.ts';

export type WorkItemRow = WorkItemRowFieldsFragment;

const pageSize = 100;
const recountMs = 6_000;

export const itemsKey = (filter: WorkItemFilter) => ['work-items', filter] as const;

/** The items of a filter in windows of a hundred. They stand still until the reader asks: a silent refetch would move rows under the cursor. */
export const useWorkItems = (filter: WorkItemFilter) => {
  const query = useInfiniteQuery({
    queryKey: itemsKey(filter),
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      (await ask(WorkItemsPageDocument, { filter, first: pageSize, after: pageParam ?? null }, signal)).data.workItems,
    getNextPageParam: (last) => (last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? undefined) : undefined),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo<readonly WorkItemRow[]>(
    () => [...new Map((query.data?.pages ?? []).flatMap((page) => page.nodes).map((node) => [node.id, node])).values()],
    [query.data],
  );
  return { ...query, rows, total: query.data?.pages[0]?.totalCount };
};

/** How many there are now; beside the number of what is shown it says what waits outside. */
export const useItemsCount = (filter: WorkItemFilter) =>
  useQuery({
    queryKey: ['work-items-count', filter],
    queryFn: async ({ signal }) => (await ask(WorkItemsCountDocument, { filter }, signal)).data.workItems.totalCount,
    refetchInterval: recountMs,
  });

export const usePools = () =>
  useQuery({
    queryKey: ['work-item-pools'],
    queryFn: async ({ signal }) => (await ask(WorkItemPoolsDocument, {}, signal)).data.workItemPools,
    refetchInterval: recountMs,
  });

export const useWorkItem = (id: string) =>
  useQuery({
    queryKey: ['work-item', id],
    queryFn: async ({ signal }) => (await ask(WorkItemDetailDocument, { id }, signal)).data.workItem ?? null,
    refetchInterval: 10_000,
  });
