'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { BoardSetDocument } from '../gql/graphql.ts';
import { asSetMeaning } from './set-meanings.ts';
import { useValueWords } from './use-phrase.ts';

/** What a board's set means, in words; undefined until it is known, or when no board knows it. */
export const useSetWords = (set: string): string | undefined => {
  const t = useTranslations('setMeanings');
  const words = useValueWords();
  const { data } = useQuery({
    queryKey: ['board-set', set],
    queryFn: async ({ signal }) => (await ask(BoardSetDocument, { set }, signal)).data.boardSet ?? null,
    enabled: set !== '',
    staleTime: 60_000,
  });
  if (data === undefined || data === null) return undefined;
  const values = Object.fromEntries(data.meaning.parameters.map(({ name, value }) => [name, words(name, value)]));
  return t(asSetMeaning(data.meaning.code), { ...blank, ...values });
};

// Every name that some meaning may use.
const blank = {
  gate: '',
  day: '',
  shop: '',
  warehouse: '',
  carrier: '',
  system: '',
  hour: '',
  reason: '',
  pool: '',
  channel: '',
  indicator: '',
};
