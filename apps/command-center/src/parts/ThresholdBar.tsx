import styles from './ThresholdBar.module.css';

interface ThresholdBarProps {
  readonly value: number;
  readonly orangeFrom: number;
  readonly redFrom: number;
  readonly level: 'RED' | 'ORANGE' | 'GREEN';
}

/** A value against its two thresholds on one scale. */
export const ThresholdBar = ({ value, orangeFrom, redFrom, level }: ThresholdBarProps) => {
  const { fill, orange, red } = barOf(value, orangeFrom, redFrom);
  return (
    <span className={styles['bar']} data-part="threshold-bar" data-level={level} aria-hidden>
      <i style={{ width: `${fill}%` }} />
      <u data-of="orange" style={{ left: `${orange}%` }} />
      <u data-of="red" style={{ left: `${red}%` }} />
    </span>
  );
};

/** Percentages of the bar: the red threshold stands at three quarters, a value far beyond it fills the bar. */
export const barOf = (value: number, orangeFrom: number, redFrom: number) => {
  const whole = Math.max(redFrom, orangeFrom, Number.MIN_VALUE) / 0.75;
  const part = (each: number): number => Math.round(Math.min(1, Math.max(0, each / whole)) * 1000) / 10;
  return { fill: value > 0 ? Math.max(2, part(value)) : 0, orange: part(orangeFrom), red: part(redFrom) };
};
