'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../data/ask.ts';
import { OrdersCountDocument, OrdersPageDocument } from '../gql/graphql.ts';
import type { OrderFilter, OrdersPageQuery } from '../gql/graphql.ts';
import { rowOf } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import { filterOf } from './view.ts';
import type { OrdersView } from './view.ts';

export const pageSize = 100;

export const ordersKey = (view: OrdersView) => ['orders', view] as const;

export interface OrdersPages {
  readonly pages: OrdersPageQuery['orders'][];
  readonly pageParams: (string | undefined)[];
}

/** The view's rows in windows of a hundred. Placed windows are measured from when the view was opened, so that pages fit together. */
export const useOrders = (view: OrdersView) => {
  const filter = useMemo(() => filterOf(view, Date.now()), [view]);
  const query = useInfiniteQuery({
    queryKey: ordersKey(view),
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const variables = {
        filter,
        sort: view.sort === 'due' ? ('DUE' as const) : ('NEWEST' as const),
        first: pageSize,
        after: pageParam ?? null,
      };
      return (await ask(OrdersPageDocument, variables, signal)).data.orders;
    },
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

/** How many rows a filter opens: the number on a door (law L1) is asked with the very filter behind it. */
export const useOrdersCount = (name: string, filter: OrderFilter) =>
  useQuery({
    queryKey: ['orders-count', name, filter],
    queryFn: async ({ signal }) => (await ask(OrdersCountDocument, { filter }, signal)).data.orders,
    refetchInterval: 15_000,
  });
