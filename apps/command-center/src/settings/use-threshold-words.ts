'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { asRule } from '../alerts/rules.ts';
import { gateKeyOf } from '../parts/gates.ts';
import { nameOfThreshold } from './threshold-names.ts';
import { shownValue, unitOf } from './units.ts';

/** Thresholds and their values in words. */
export const useThresholdWords = () => {
  const names = useTranslations('thresholdNames');
  const rules = useTranslations('alertRules');
  const levels = useTranslations('thresholdLevels');
  const units = useTranslations('thresholdUnits');
  const gates = useTranslations('gates');
  const name = useCallback(
    (key: string): string => {
      const parts = nameOfThreshold(key);
      if ('key' in parts) return names(parts.key, { key });
      const gate = gateKeyOf(Number(parts.about));
      const about = gate === undefined ? parts.about : gates(gate);
      const rule = rules(asRule(parts.rule), { about, hasAbout: about === '' ? 'no' : 'yes' });
      return `${rule} · ${levels(parts.level)}`;
    },
    [gates, levels, names, rules],
  );
  const unit = useCallback(
    (kind: string, value: number): string =>
      kind === 'MS' ? units(unitOf(value)) : kind === 'SHARE' ? '%' : kind === 'COUNT' ? units('count') : units('weight'),
    [units],
  );
  const value = useCallback(
    (kind: string, amount: number): string => `${shownValue(amount, kind, unitOf(amount))} ${unit(kind, amount)}`,
    [unit],
  );
  return { name, unit, value };
};
