'use client';

import { useTranslations } from 'next-intl';
import { count, percent } from '../format/figures.ts';
import { gateKeyOf } from '../parts/gates.ts';
import { asSystem } from '../words/codes.ts';
import { useShopNames } from '../words/use-shop-names.ts';
import { useSpanWords } from '../words/use-span-words.ts';
import { asRule } from './rules.ts';

interface Watched {
  readonly rule: string;
  readonly subject: string;
}

interface AlertWords {
  /** What is watched: the rule and what it is about. */
  readonly title: (watched: Watched) => string;
  /** A figure in its unit. */
  readonly figure: (value: number | null | undefined, unit: string) => string;
}

export const useAlertWords = (): AlertWords => {
  const rules = useTranslations('alertRules');
  const gates = useTranslations('gates');
  const systems = useTranslations('systems');
  const { shopName } = useShopNames();
  const span = useSpanWords();
  return {
    title: ({ rule, subject }) => {
      const key = asRule(rule);
      const gate = key === 'STUCK_AT_GATE' ? gateKeyOf(Number(subject)) : undefined;
      const about =
        gate !== undefined ? gates(gate) : key === 'SYNC_DELAY' && subject !== '' ? systems(asSystem(subject)) : shopName(subject);
      return rules(key, { about, hasAbout: about === '' ? 'no' : 'yes' });
    },
    figure: (value, unit) => {
      if (value === null || value === undefined) return '—';
      return unit === 'MS' ? span(value) : unit === 'SHARE' ? percent(value) : count(value);
    },
  };
};
