'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { BoardSetDocument } from '../gql/graphql.ts';
import { asIndicator, indicatorKeys } from '../home/indicators.ts';
import { asSetMeaning } from './set-meanings.ts';
import { useValueWords } from './use-phrase.ts';

/** What a board's set means, in words; undefined until it is known, or when no board knows it. */
export const useSetWords = (set: string): string | undefined => {
  const t = useTranslations('setMeanings');
  const indicators = useTranslations('indicators');
  const words = useValueWords();
  const { data } = useQuery({
    queryKey: ['board-set', set],
    queryFn: async ({ signal }) => (await ask(BoardSetDocument, { set }, signal)).data.boardSet ?? null,
    enabled: set !== '',
    staleTime: 60_000,
  });
  if (data === undefined || data === null) return undefined;
  const said = data.meaning.parameters.map(({ name, value }): readonly [string, string] => {
    if (name !== 'indicator') return [name, words(name, value)];
    return [name, indicators(asIndicator(indicatorKeys[Number(value) - 1] ?? ''))];
  });
  const values = { ...blank, ...Object.fromEntries(said) };
  return t(asSetMeaning(data.meaning.code), {
    ...values,
    hasShop: values.shop === '' ? 'no' : 'yes',
    hasGate: values.gate === '' ? 'no' : 'yes',
  });
};

// Every name that some meaning may use, so that one without its value still reads.
const blank = { gate: '', day: '', shop: '', from: '', until: '', hour: '', key: '', sku: '', indicator: '', fromHour: '' };
