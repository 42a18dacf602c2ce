'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { asLiteral } from './codes.ts';

/** A literal of the subgraphs in words; what is not known here is shown as it came. */
export const useLiteral = (): ((value: string) => string) => {
  const literals = useTranslations('literals');
  return useCallback(
    (value) => {
      const known = asLiteral(value);
      return known === undefined ? value : literals(known);
    },
    [literals],
  );
};
