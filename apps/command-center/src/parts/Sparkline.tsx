import { linePath, pointsOf } from './geometry.ts';
import styles from './Sparkline.module.css';

interface SparklineProps {
  readonly values: readonly (number | null)[];
  /** What the line says, in one sentence. */
  readonly label: string;
  readonly tone?: 'thread' | 'amber';
  readonly width?: number;
}

/** The smallest chart: a line without axes, in a row. */
export const Sparkline = ({ values, label, tone = 'thread', width = 98 }: SparklineProps) => {
  const top = Math.max(...values.map((value) => value ?? 0), 1) * 1.12;
  const points = pointsOf(values, top);
  const last = points.findLast((point) => point !== undefined);
  return (
    <svg
      className={styles['line']}
      data-part="sparkline"
      width={width}
      height={20}
      viewBox={`-2 -2 ${width + 4} 24`}
      role="img"
      aria-label={label}
      data-tone={tone}
    >
      <path d={linePath(points, width, 18)} />
      {last !== undefined && <circle cx={last.x * width} cy={(1 - last.y) * 18} r="2" />}
    </svg>
  );
};
