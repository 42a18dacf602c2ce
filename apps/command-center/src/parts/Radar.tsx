import { spoke } from './geometry.ts';
import styles from './Radar.module.css';

interface RadarAxis {
  readonly key: string;
  readonly mark: string;
  /** 0 to 1, or undefined without data. */
  readonly part: number | undefined;
  readonly weak: boolean;
}

const size = 100;
const at = (index: number, count: number, part: number): string => {
  const { x, y } = spoke(index, count, part * size);
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
};

/** Twelve measures on one clock face. An axis without data stays a dashed spoke: it is missing, not zero. */
export const Radar = ({ axes, label }: { readonly axes: readonly RadarAxis[]; readonly label: string }) => {
  const count = axes.length;
  const known = axes.flatMap((axis, index) => (axis.part === undefined ? [] : [at(index, count, axis.part)]));
  return (
    <svg className={styles['radar']} data-part="radar" viewBox="-122 -122 244 244" role="img" aria-label={label}>
      <circle className={styles['ring']} r={size} />
      <circle className={styles['ring']} r={size / 2} />
      {axes.map((axis, index) => (
        <path key={axis.key} className={styles['axis']} data-missing={axis.part === undefined} d={`M0 0L${at(index, count, 1)}`} />
      ))}
      {known.length > 2 && <path className={styles['cloth']} d={`M${known.join('L')}Z`} />}
      {axes.map((axis, index) => {
        const { x, y } = spoke(index, count, size * (axis.part ?? 0));
        return axis.part === undefined ? null : (
          <circle key={axis.key} className={styles['dot']} data-weak={axis.weak} cx={x} cy={y} r={axis.weak ? 5.5 : 3.5} />
        );
      })}
      {axes.map((axis, index) => {
        const { x, y } = spoke(index, count, size * 1.14);
        return (
          <text key={axis.key} x={x} y={y} className={styles['mark']} data-weak={axis.weak} data-missing={axis.part === undefined}>
            {axis.mark}
          </text>
        );
      })}
    </svg>
  );
};
