type SpanUnit = 'seconds' | 'minutes' | 'hours';
const sizes: Readonly<Record<SpanUnit, number>> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 };

/** The largest unit in which a length of time is a whole number, so that "2 h" is not written as 7,200 seconds. */
export const unitOf = (milliseconds: number): SpanUnit => {
  if (milliseconds === 0) return 'minutes';
  if (milliseconds % sizes.hours === 0) return 'hours';
  return milliseconds % sizes.minutes === 0 ? 'minutes' : 'seconds';
};

/** A value as it is typed: times in their unit, shares in per cent. */
export const shownValue = (value: number, unit: string, span: SpanUnit): number => {
  if (unit === 'MS') return value / sizes[span];
  return unit === 'SHARE' ? Math.round(value * 10_000) / 100 : value;
};

export const storedValue = (shown: number, unit: string, span: SpanUnit): number => {
  if (unit === 'MS') return Math.round(shown * sizes[span]);
  return unit === 'SHARE' ? shown / 100 : shown;
};
