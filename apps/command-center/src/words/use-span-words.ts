'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { shortSpan } from '../format/figures.ts';

/** A span in two or three digits with its unit: "58 分", "0.4 秒"; a dash without data. */
export const useSpanWords = (): ((ms: number | null | undefined) => string) => {
  const t = useTranslations('span');
  return useCallback(
    (ms) => {
      if (ms === null || ms === undefined) return '—';
      const { unit, figure } = shortSpan(ms);
      return t(unit, { figure });
    },
    [t],
  );
};
