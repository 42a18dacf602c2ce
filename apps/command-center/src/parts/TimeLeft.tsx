'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { countdown } from '../format/duration.ts';
import { fullTime } from '../format/time.ts';
import styles from './TimeLeft.module.css';

export const hot = 600_000;
export const warm = 7_200_000;

interface TimeLeftProps {
  readonly dueAt: string | null | undefined;
  /** Met or moot promises stop counting. */
  readonly over?: boolean;
  readonly captioned?: boolean;
}

/** Countdown before status (law L3): red when lost or nearly so, amber under two hours, with the word beside the colour. */
export const TimeLeft = ({ dueAt, over = false, captioned = false }: TimeLeftProps) => {
  const t = useTranslations('timeLeft');
  const now = useNow();
  if (dueAt === null || dueAt === undefined || over || now === 0) return <span className={styles['none']}>—</span>;
  const left = Date.parse(dueAt) - now;
  const heat = left < hot ? 'hot' : left < warm ? 'warm' : 'cool';
  return (
    <span className={styles['left']} data-part="time-left" data-heat={heat} title={t('due', { at: fullTime(dueAt) })}>
      {countdown(left)}
      {captioned && <small>{left < 0 ? t('overdue') : t('left')}</small>}
    </span>
  );
};
