'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../data/ask.ts';
import { useMissedChanges, useOrderChanges } from '../data/live.ts';
import type { OrderChanged } from '../data/live.ts';
import { OrdersCountDocument, OrdersPageDocument } from '../gql/graphql.ts';
import type { OrderFilter, OrderRowFieldsFragment, OrdersPageQuery } from '../gql/graphql.ts';
import { arrivesInView } from './arrivals.ts';
import { ordersKey } from './questions.ts';
import type { OrdersView } from './view.ts';

type Pages = InfiniteData<OrdersPageQuery['orders'], string | undefined>;

interface LiveRows {
  readonly view: OrdersView;
  readonly filter: OrderFilter;
  readonly ids: ReadonlySet<string>;
  readonly total: number | undefined;
  /** Every row of the view is loaded, so an id that is not here is new to it. */
  readonly complete: boolean;
}

const settleMs = 150;
const recountMs = 1500;
const perRequest = 50;

/** Renews rows where they stand and counts those that wait outside; nothing moves until the reader asks for it. */
export const useLiveRows = (live: LiveRows): { readonly waiting: number; readonly clear: () => void } => {
  const queries = useQueryClient();
  const latest = useRef(live);
  latest.current = live;
  const changed = useRef(new Set<string>());
  const arrived = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const recount = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [waiting, setWaiting] = useState(0);

  const renew = useCallback(async (): Promise<void> => {
    timer.current = undefined;
    const ids = [...changed.current].slice(0, perRequest);
    for (const id of ids) changed.current.delete(id);
    const { view } = latest.current;
    const fresh = await ask(OrdersPageDocument, { filter: { ids }, sort: 'NEWEST', first: 200 }).catch(() => undefined);
    if (fresh === undefined) return;
    const byId = new Map(fresh.data.orders.nodes.map((node) => [node.id, node]));
    queries.setQueryData<Pages>(ordersKey(view), (pages) => pages && replaceRows(pages, byId));
    if (changed.current.size > 0) timer.current ??= setTimeout(() => void renew(), settleMs);
  }, [queries]);

  const count = useCallback(async (): Promise<void> => {
    recount.current = undefined;
    const { filter, total } = latest.current;
    const now = await ask(OrdersCountDocument, { filter }).catch(() => undefined);
    if (now !== undefined && total !== undefined) setWaiting(Math.max(0, now.data.orders.totalCount - total));
  }, []);

  useOrderChanges(
    useCallback(
      (change: OrderChanged) => {
        const { ids, view, complete } = latest.current;
        if (ids.has(change.id)) {
          changed.current.add(change.id);
          timer.current ??= setTimeout(() => void renew(), settleMs);
          return;
        }
        const arrives = arrivesInView(change, view);
        if (arrives === 'no') return;
        if (!complete || arrives === 'maybe') {
          recount.current ??= setTimeout(() => void count(), recountMs);
          return;
        }
        arrived.current.add(change.id);
        setWaiting(arrived.current.size);
      },
      [renew, count],
    ),
  );

  useMissedChanges(
    useCallback(() => {
      for (const id of latest.current.ids) changed.current.add(id);
      timer.current ??= setTimeout(() => void renew(), settleMs);
      recount.current ??= setTimeout(() => void count(), recountMs);
    }, [renew, count]),
  );

  const clear = useCallback(() => {
    arrived.current.clear();
    setWaiting(0);
  }, []);

  useEffect(() => clear, [live.view, clear]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(recount.current);
    },
    [],
  );
  return { waiting, clear };
};

const replaceRows = (pages: Pages, fresh: ReadonlyMap<string, OrderRowFieldsFragment>): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, nodes: page.nodes.map((node) => fresh.get(node.id) ?? node) })),
});
