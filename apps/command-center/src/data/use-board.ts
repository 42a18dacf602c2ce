'use client';

import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useMissedChanges, useOrderChanges } from './live.ts';
import type { TypedDocumentString } from '../gql/graphql.ts';
import { boardQuestion } from './question.ts';
import type { Question } from './question.ts';
import { useQuestion } from './use-question.ts';

const slow = 30_000;
const quick = 4000;

/** One widget's own question: asked again while orders change, and slowly when none does. */
export const useBoard = <Result, Variables, Data>(
  name: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  pick: (result: Result) => Data,
): UseQueryResult<Data> => useBoardQuestion(boardQuestion(name, document, variables, pick));

/** The same for a question that the server may have asked already. */
export const useBoardQuestion = <Data>(question: Question<Data>): UseQueryResult<Data> =>
  useQuestion(question, { refetchInterval: slow, placeholderData: keepPreviousData });

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
