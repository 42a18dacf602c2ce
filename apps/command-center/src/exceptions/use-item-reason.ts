'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { PhraseLike } from '../words/use-phrase.ts';
import { useValueWords } from '../words/use-phrase.ts';
import { asItemCode } from './reasons.ts';

const names = [
  'sku',
  'wanted',
  'available',
  'reason',
  'detail',
  'warehouse',
  'shop',
  'number',
  'field',
  'code',
  'consumer',
  'type',
  'paid',
];

/** Why an item stands here, in one sentence. */
export const useItemReason = (): ((summary: PhraseLike) => string) => {
  const t = useTranslations('itemReasons');
  const words = useValueWords();
  return useCallback(
    (summary) => {
      const given = new Map(summary.parameters.map(({ name, value }) => [name, value]));
      const values = Object.fromEntries(
        names.flatMap((name) => {
          const value = given.get(name) ?? '';
          return [
            [name, value === '' ? '—' : words(name, value)],
            [`has${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, value === '' ? 'no' : 'yes'],
          ];
        }),
      );
      return t(asItemCode(summary.code), values);
    },
    [t, words],
  );
};
