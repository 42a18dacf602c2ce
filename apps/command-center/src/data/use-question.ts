'use client';

import { useQuery } from '@tanstack/react-query';
import type { UseQueryOptions, UseQueryResult } from '@tanstack/react-query';
import { ask } from './ask.ts';
import type { Question } from './question.ts';

/** The answer to a question, from this browser or from the server that made the page. */
export const useQuestion = <Data>(
  question: Question<Data>,
  options: Omit<UseQueryOptions<Data>, 'queryKey' | 'queryFn'> = {},
): UseQueryResult<Data> =>
  useQuery({
    ...options,
    queryKey: question.key,
    queryFn: ({ signal }) => question.answer((document, variables) => ask(document, variables, signal)),
  });
