'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../data/ask.ts';
import { OrdersExactCountDocument, OrdersSumDocument } from '../gql/graphql.ts';
import type { OrderFilter } from '../gql/graphql.ts';
import { rowOf } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import { ordersKey, ordersPage } from './questions.ts';
import type { OrdersView } from './view.ts';
import { filterOf } from './view-filter.ts';

/** The view's rows in windows of a hundred. Placed windows are measured from when the view was opened, so that pages fit together. */
export const useOrders = (view: OrdersView) => {
  // By its text: the columns, and a view that is equal but made anew, ask nothing new.
  const asked = JSON.stringify(ordersKey(view));
  const filter = useMemo(() => filterOf(view, Date.now()), [asked]);
  const query = useInfiniteQuery({
    queryKey: ordersKey(view),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ordersPage((document, variables) => ask(document, variables, signal), { view, filter, after: pageParam }),
    getNextPageParam: (last) => (last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? undefined) : undefined),
    placeholderData: keepPreviousData,
    // Rows change only under the eyes of the live stream; a silent refetch would move them.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo<readonly OrderRow[]>(() => unique((query.data?.pages ?? []).flatMap((page) => page.nodes)).map(rowOf), [query.data]);
  return { ...query, rows, filter, total: query.data?.pages[0]?.totalCount, exact: query.data?.pages[0]?.totalIsExact ?? true };
};

// A row that moved between two page reads may come twice.
const unique = <Node extends { readonly id: string }>(nodes: readonly Node[]): readonly Node[] => [
  ...new Map(nodes.map((node) => [node.id, node])).values(),
];

/** What the buyers of all rows paid; asked apart, so that the rows never wait for the sum. */
export const useOrdersSum = (filter: OrderFilter) =>
  useQuery({
    queryKey: ['orders-sum', filter],
    queryFn: async ({ signal }) => (await ask(OrdersSumDocument, { filter }, signal)).data.orders.totalAmount ?? null,
    staleTime: 10_000,
  });

/** How many rows a filter opens, exactly: the number on a door (law L1) is asked with the very filter behind it. */
export const useOrdersCount = (name: string, filter: () => OrderFilter, wanted = true) =>
  useQuery({
    queryKey: ['orders-count', name],
    queryFn: async ({ signal }) => (await ask(OrdersExactCountDocument, { filter: filter() }, signal)).data.orders,
    enabled: wanted,
    // A great number is dear to count and changes little.
    refetchInterval: ({ state }) => ((state.data?.totalCount ?? 0) > 10_000 ? 60_000 : 15_000),
  });
