'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { useLiveState } from '../data/live.ts';
import { spanOf } from '../format/duration.ts';
import { SpanText } from '../parts/SpanText.tsx';
import styles from './LiveDot.module.css';

/** The age of truth (law L6): how long ago this page knew its data to be current. */
export const LiveDot = () => {
  const t = useTranslations('live');
  const { state, confirmedAt } = useLiveState();
  const now = useNow();
  const age = now === 0 || confirmedAt === 0 ? undefined : Math.max(0, now - confirmedAt);
  const word = state === 'open' ? t('open') : state === 'connecting' ? t('connecting') : t('lost');
  return (
    <span className={styles['live']} data-state={state} role="status">
      <i aria-hidden className={styles['dot']} />
      <span className={styles['word']}>{word}</span>
      {age !== undefined && (
        <span className={styles['age']} aria-hidden>
          <SpanText span={spanOf(age)} ago />
        </span>
      )}
    </span>
  );
};
