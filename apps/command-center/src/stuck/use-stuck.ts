'use client';

import { useQuery } from '@tanstack/react-query';
import { ask } from '../data/ask.ts';
import { OrdersPageDocument, StuckFunnelDocument } from '../gql/graphql.ts';
import type { StuckFunnelQuery } from '../gql/graphql.ts';
import { rowOf } from '../orders/order-row.ts';
import { emptyView } from '../orders/view.ts';
import type { OrdersView } from '../orders/view.ts';
import { filterOf } from '../orders/view-filter.ts';

export type StuckGate = StuckFunnelQuery['stuckFunnel']['gates'][number];
export type StuckGroup = StuckFunnelQuery['stuckFunnel']['groups'][number];

export const useStuckFunnel = () =>
  useQuery({
    queryKey: ['stuck-funnel'],
    queryFn: async ({ signal }) => (await ask(StuckFunnelDocument, { filter: {} }, signal)).data.stuckFunnel,
    refetchInterval: 10_000,
  });

/** The list that a group's number opens; its deed goes to the very same orders (law L1). */
export const groupView = (group: Pick<StuckGroup, 'gate' | 'cause'>): OrdersView => ({
  ...emptyView,
  stuck: true,
  gate: [group.gate],
  cause: group.cause,
});

export const gateView = (gate: number): OrdersView => ({ ...emptyView, stuck: true, gate: [gate] });

/** The first rows of a group, asked when it is opened. */
export const useGroupRows = (group: Pick<StuckGroup, 'gate' | 'cause'>) =>
  useQuery({
    queryKey: ['stuck-rows', group.gate, group.cause],
    queryFn: async ({ signal }) => {
      const filter = filterOf(groupView(group), Date.now());
      return (await ask(OrdersPageDocument, { filter, sort: 'DUE', first: 5 }, signal)).data.orders.nodes.map(rowOf);
    },
    refetchInterval: 15_000,
  });
