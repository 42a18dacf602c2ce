'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { ask } from './ask.ts';
import { useMissedChanges, useOrderChanges } from './live.ts';
import type { TypedDocumentString } from '../gql/graphql.ts';

const slow = 30_000;
const quick = 4000;

/** One widget's own question: asked again while orders change, and slowly when none does. */
export const useBoard = <Result, Variables, Data>(
  name: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  pick: (result: Result) => Data,
): UseQueryResult<Data> =>
  useQuery({
    queryKey: ['board', name, variables],
    queryFn: async ({ signal }) => pick((await ask(document, variables, signal)).data),
    refetchInterval: slow,
    placeholderData: keepPreviousData,
  });

/** Lets the boards of a page follow the live stream: at most one question each per beat, none while nothing changes. */
export const useLiveBoards = (): void => {
  const queries = useQueryClient();
  const changed = useRef(false);
  const note = useCallback(() => {
    changed.current = true;
  }, []);
  useOrderChanges(note);
  useMissedChanges(note);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!changed.current || window.document.hidden) return;
      changed.current = false;
      void queries.invalidateQueries({ queryKey: ['board'] });
    }, quick);
    return () => clearInterval(timer);
  }, [queries]);
};
