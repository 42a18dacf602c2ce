'use client';

import { useTranslations } from 'next-intl';
import { formatMinor } from '../format/money.ts';
import { fullTime } from '../format/time.ts';
import { useTroubleWords } from './words.ts';
import styles from './FieldsTab.module.css';

export interface Reading {
  readonly source: string;
  readonly found: string;
  readonly value: string;
  readonly defaulted: boolean;
  readonly trouble?: { readonly reason: string; readonly detail: string } | null;
}

/** What stands in the payload and what the hub makes of it; what is not known to be harmless shows only its length. */
export const ReadingText = ({ reading, type }: { readonly reading: Reading | null | undefined; readonly type?: string }) => {
  const t = useTranslations('mapping');
  const trouble = useTroubleWords();
  if (reading === null || reading === undefined) return <span className={styles['quiet']}>—</span>;
  if (reading.trouble !== null && reading.trouble !== undefined) return <span className={styles['bad']}>▲ {trouble(reading.trouble)}</span>;
  if (reading.value === '') return <span className={styles['quiet']}>{t('empty')}</span>;
  return (
    <span className={styles['reading']}>
      <span className={masked.test(reading.value) ? styles['quiet'] : undefined}>{shown(reading.value, type)}</span>
      {reading.defaulted && <small>{t('defaulted')}</small>}
      {!reading.defaulted && reading.found !== reading.value && <small title={reading.source}>← {reading.found}</small>}
    </span>
  );
};

// Full blocks glare like a light among text.
const masked = /^█/;

const shown = (value: string, type: string | undefined): string => {
  if (type === 'MONEY' && /^-?\d+$/.test(value)) return `¥ ${formatMinor(value, 'CNY')}`;
  return /^\d{4}-\d\d-\d\dT/.test(value) ? fullTime(value) : value;
};
