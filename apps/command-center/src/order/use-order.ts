'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { useMissedChanges, useOrderChanges } from '../data/live.ts';
import type { OrderChanged } from '../data/live.ts';
import { OrderOwnDocument, OrderTwinDocument } from '../gql/graphql.ts';
import type { TypedDocumentString } from '../gql/graphql.ts';

/** The order's row and answer, from the twin. `null`: the twin knows no such order. */
export const useTwin = (id: string) =>
  useQuery({
    queryKey: ['order', id, 'twin'],
    queryFn: async ({ signal }) => {
      const answer = await ask(OrderTwinDocument, { search: id }, signal);
      return answer.data.orders.nodes.find((node) => node.id === id) ?? null;
    },
  });

/** What the order's owner says: lines, amounts, holds, stops, refunds, the three clocks. */
export const useOwn = (id: string) =>
  useQuery({
    queryKey: ['order', id, 'own'],
    queryFn: async ({ signal }) => {
      const answer = await ask(OrderOwnDocument, { id }, signal);
      if (answer.data.order === null && answer.missing.length > 0) throw new RequestFailure('outage', answer.missing[0]?.code ?? 'UNKNOWN');
      return answer.data.order ?? null;
    },
  });

interface PartVariables {
  readonly id: string;
  readonly search: string;
  readonly byOwner: boolean;
}

interface PartAnswer<Part> {
  readonly order?: Part | null;
  readonly orders?: { readonly nodes: readonly { readonly order: Part }[] };
}

interface PartOf<Part> {
  readonly id: string;
  readonly name: string;
  readonly document: TypedDocumentString<PartAnswer<Part>, PartVariables>;
}

/** One service's part of the order, asked through the order's owner and, when that fails, through the twin. */
export const usePart = <Part extends { readonly id: string }>({ id, name, document }: PartOf<Part>) =>
  useQuery({
    queryKey: ['order', id, name],
    queryFn: async ({ signal }) => {
      const variables = { id, search: id };
      try {
        return complete(await ask(document, { ...variables, byOwner: true }, signal)).order ?? null;
      } catch (failure) {
        if (!(failure instanceof RequestFailure) || failure.kind !== 'outage') throw failure;
        const { orders } = complete(await ask(document, { ...variables, byOwner: false }, signal));
        return orders?.nodes.find((node) => node.order.id === id)?.order ?? null;
      }
    },
    retry: false,
  });

// A list that its subgraph could not give is not an empty list.
const complete = <Data>(answer: { readonly data: Data; readonly missing: readonly { readonly code: string }[] }): Data => {
  const gap = answer.missing[0];
  if (gap !== undefined)
    throw new RequestFailure(gap.code === 'ROLE_MISSING' || gap.code === 'FORBIDDEN' ? 'forbidden' : 'outage', gap.code);
  return answer.data;
};

const mergeMs = 120;

/** Asks again for every part of this order when the live stream names it. */
export const useOrderLive = (id: string): void => {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useOrderChanges(
    useCallback(
      (change: OrderChanged) => {
        if (change.id !== id) return;
        timer.current ??= setTimeout(() => {
          timer.current = undefined;
          void queries.invalidateQueries({ queryKey: ['order', id] });
        }, mergeMs);
      },
      [id, queries],
    ),
  );
  useMissedChanges(useCallback(() => void queries.invalidateQueries({ queryKey: ['order', id] }), [id, queries]));
  useEffect(() => () => clearTimeout(timer.current), []);
};
