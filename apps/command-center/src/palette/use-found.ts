'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../data/ask.ts';
import { FindOrdersDocument } from '../gql/graphql.ts';
import { rowOf } from '../orders/order-row.ts';
import type { OrderRow } from '../orders/order-row.ts';

const settleMs = 180;

/** Orders that bear what is being typed, once the typing rests. The words travel in the request's body, never in an address. */
export const useFound = (text: string): { readonly rows: readonly OrderRow[]; readonly busy: boolean } => {
  const [rested, setRested] = useState('');
  const wanted = text.trim();
  useEffect(() => {
    const timer = setTimeout(() => setRested(wanted), settleMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const searchable = /\d/.test(rested) && rested.length >= 4 && !/\s/.test(rested);
  const query = useQuery({
    queryKey: ['palette-found', rested],
    queryFn: async ({ signal }) => (await ask(FindOrdersDocument, { search: rested }, signal)).data.orders.nodes.map(rowOf),
    enabled: searchable,
    staleTime: 10_000,
  });
  return { rows: searchable && rested === wanted ? (query.data ?? []) : [], busy: searchable && query.isFetching };
};
