'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { shortSpan } from '../format/figures.ts';
import { shortClock } from '../format/time.ts';
import styles from './channels.module.css';

interface LagHour {
  readonly from: string;
  readonly orders: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const hourMs = 3_600_000;
const shown = 24;
const [barWide, gap, high] = [5, 2, 34];

/** Arrival lag by hour over a day: the bar is p95, its dark foot the median; logarithmic, since an outage is a thousand times a second. Its figures are the title of each bar. */
export const LagCurve = ({ hours, name }: { readonly hours: readonly LagHour[]; readonly name: string }) => {
  const t = useTranslations('channelsPage');
  const spans = useTranslations('span');
  const now = useNow();
  if (hours.length === 0 || now === 0) return <span className={styles['quiet']}>{t('noLag')}</span>;
  const words = (ms: number): string => {
    const span = shortSpan(ms);
    return spans(span.unit, { figure: span.figure });
  };
  const top = Math.max(...hours.map((hour) => scale(hour.p95Ms)), scale(10_000));
  const first = Math.floor(now / hourMs) - shown + 1;
  const worst = hours.reduce((most, hour) => (hour.p95Ms > most.p95Ms ? hour : most));
  return (
    <svg
      className={styles['curve']}
      width={shown * (barWide + gap)}
      height={high}
      role="img"
      aria-label={t('curveFinding', { shop: name, hours: hours.length, at: shortClock(worst.from), worst: words(worst.p95Ms) })}
    >
      {hours.map((hour) => {
        const at = Math.floor(Date.parse(hour.from) / hourMs) - first;
        const height = Math.max(2, (scale(hour.p95Ms) / top) * high);
        const foot = Math.max(1, (scale(hour.p50Ms) / top) * high);
        return (
          <g key={hour.from} transform={`translate(${at * (barWide + gap)} 0)`}>
            <title>
              {t('curveBar', { at: shortClock(hour.from), orders: hour.orders, p50: words(hour.p50Ms), p95: words(hour.p95Ms) })}
            </title>
            <rect y={high - height} width={barWide} height={height} rx="1" data-part="p95" />
            <rect y={high - foot} width={barWide} height={foot} rx="1" data-part="p50" />
          </g>
        );
      })}
    </svg>
  );
};

const scale = (ms: number): number => Math.log10(1 + Math.max(0, ms) / 100);
