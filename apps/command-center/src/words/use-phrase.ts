'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { spanOf } from '../format/duration.ts';
import { formatMinor } from '../format/money.ts';
import { nearTime } from '../format/time.ts';
import { gateKeyOf } from '../parts/gates.ts';
import { asLiteral, asOwner, asPhraseCode } from './codes.ts';

export interface PhraseLike {
  readonly code: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** Puts a sentence that came as code and values into words of the chosen language. */
export const usePhrase = (): ((phrase: PhraseLike) => string) => {
  const t = useTranslations('phrases');
  const words = useValueWords();
  return useCallback(
    (phrase) => t(asPhraseCode(phrase.code), Object.fromEntries(phrase.parameters.map(({ name, value }) => [name, words(name, value)]))),
    [t, words],
  );
};

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const whole = /^-?\d+$/;

/** One value of a sentence or a fact in words: times near, spans short, literals translated, the rest as it is. */
export const useValueWords = (): ((name: string, value: string) => string) => {
  const literals = useTranslations('literals');
  const gates = useTranslations('gates');
  const owners = useTranslations('owners');
  const spans = useTranslations('span');
  return useCallback(
    (name, value) => {
      if (name === 'gate') {
        const key = gateKeyOf(Number(value));
        return key === undefined ? value : gates(key);
      }
      if (name === 'owner') {
        const owner = asOwner(value);
        return owner === undefined ? value : owners(owner);
      }
      if (isoTime.test(value)) return nearTime(value, Date.now());
      if (name.endsWith('Ms') && Number.isFinite(Number(value))) {
        const span = spanOf(Number(value));
        return spans(span.unit, { figure: span.figure });
      }
      if (/amount|minor/i.test(name) && whole.test(value)) return formatMinor(value, 'CNY');
      if (name === 'occupancy' && Number(value) <= 2) return `${Math.round(Number(value) * 100)}%`;
      const literal = asLiteral(value);
      return literal === undefined ? value : literals(literal);
    },
    [gates, literals, owners, spans],
  );
};
