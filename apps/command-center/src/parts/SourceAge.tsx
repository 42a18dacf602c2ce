'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { SpanText } from './SpanText.tsx';
import styles from './SourceAge.module.css';

interface SourceAgeProps {
  /** Milliseconds since the epoch; 0 when nothing has come yet. */
  readonly at: number;
  readonly stale?: boolean;
  /** Young data says only that it is: a page of widgets must not tick. */
  readonly calm?: boolean;
}

const young = 15_000;

/** How old the data of one widget is (law L6). */
export const SourceAge = ({ at, stale = false, calm = false }: SourceAgeProps) => {
  const t = useTranslations('sourceAge');
  const now = useNow();
  if (at === 0 || now === 0) return null;
  const age = Math.max(0, now - at);
  if (calm && !stale && age < young) return <span className={styles['age']}>{t('fresh')}</span>;
  return (
    <span className={styles['age']} data-stale={stale}>
      {stale ? `◆ ${t('stale')} ` : `${t('data')} `}
      <SpanText span={spanOf(age)} ago />
    </span>
  );
};
