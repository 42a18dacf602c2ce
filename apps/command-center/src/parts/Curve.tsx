import type { ReactNode } from 'react';
import styles from './Curve.module.css';
import { areaPath, linePath } from './geometry.ts';
import type { Point } from './geometry.ts';

interface Tick {
  /** 0 to 1. */
  readonly at: number;
  readonly text: string;
}

interface CurveProps {
  readonly today: readonly (Point | undefined)[];
  readonly before: readonly (Point | undefined)[];
  readonly beforeText?: string;
  readonly marker?: { readonly point: Point; readonly text?: ReactNode };
  readonly line?: Tick;
  /** A stretch of the day that is worth a look: the peak. */
  readonly window?: { readonly from: number; readonly until: number };
  readonly xTicks: readonly Tick[];
  readonly yTicks?: readonly Tick[];
  readonly ground?: boolean;
}

const wide = 1000;
const high = 300;
const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

/** A day's curve: today in the thread's colour, the day before as a grey line, a limit dashed. It fills the height it is given. */
export const Curve = ({ today, before, beforeText, marker, line, window: peak, xTicks, yTicks = [], ground = false }: CurveProps) => {
  const beforePeak = before.reduce((high, point) => (point !== undefined && point.y > (high?.y ?? -1) ? point : high), undefined);
  const crowded = line !== undefined && beforePeak !== undefined && Math.abs(line.at - beforePeak.y) < 0.3;
  return (
    <div className={styles['curve']} data-part="curve" aria-hidden>
      <div className={styles['plot']}>
        {peak !== undefined && (
          <div className={styles['window']} style={{ left: percent(peak.from), width: percent(peak.until - peak.from) }} />
        )}
        {yTicks.map((tick) => (
          <div key={tick.at} className={styles['level']} style={{ bottom: percent(tick.at) }}>
            <span>{tick.text}</span>
          </div>
        ))}
        <svg viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none">
          {ground && <path className={styles['ground']} d={areaPath(today, wide, high)} />}
          <path className={styles['before']} d={linePath(before, wide, high)} />
          <path className={styles['today']} d={linePath(today, wide, high)} />
        </svg>
        {line !== undefined && (
          <div className={styles['limit']} style={{ bottom: percent(line.at) }}>
            <span>{line.text}</span>
          </div>
        )}
        {beforeText !== undefined && beforePeak !== undefined && (
          <span
            className={styles['beforeText']}
            data-side={crowded ? 'low' : beforePeak.x > 0.16 ? 'left' : 'right'}
            style={crowded ? { right: 0 } : { left: percent(beforePeak.x), bottom: percent(Math.min(0.94, beforePeak.y)) }}
          >
            {beforeText}
          </span>
        )}
        {marker !== undefined && (
          <span className={styles['marker']} style={{ left: percent(marker.point.x), bottom: percent(marker.point.y) }}>
            {marker.text !== undefined && <b data-side={marker.point.x > 0.8 ? 'left' : 'right'}>{marker.text}</b>}
          </span>
        )}
      </div>
      <div className={styles['xs']}>
        {xTicks.map((tick) => (
          <span key={tick.at} style={{ left: percent(tick.at) }} data-end={tick.at === 0 ? 'first' : tick.at === 1 ? 'last' : 'middle'}>
            {tick.text}
          </span>
        ))}
      </div>
    </div>
  );
};
