import { niceTop } from '../parts/geometry.ts';
import type { Point } from '../parts/geometry.ts';

/** Where the parts of a day stand on a curve. */
export const hourTicks = [0, 6, 12, 18, 24].map((hour) => ({ at: hour / 24, text: String(hour).padStart(2, '0') }));

/** Values of hours, each in the middle of its hour. */
export const hourPoints = (values: readonly (number | null)[], { bottom, top }: Range): readonly (Point | undefined)[] =>
  values.map((value, hour) => (value === null ? undefined : { x: (hour + 0.5) / 24, y: heightOf(value, { bottom, top }) }));

interface Range {
  readonly bottom: number;
  readonly top: number;
}

/** Where a value stands between bottom and top, 0 to 1. */
export const heightOf = (value: number, { bottom, top }: Range): number => Math.min(1, Math.max(0, (value - bottom) / (top - bottom)));

/** The range of a curve that has a limit: the limit shows unless the day keeps so far below it that its own shape would be lost. */
export const rangeWithLimit = (values: readonly (number | null)[], limit: number): Range & { readonly showsLimit: boolean } => {
  const known = values.filter((value) => value !== null);
  const most = Math.max(0, ...known);
  const least = Math.min(...known, most);
  if (most === 0 || most > limit * 0.4)
    return { bottom: Math.min(least, limit) * 0.7, top: Math.max(most * 1.08, limit * 1.12), showsLimit: true };
  return { bottom: least * 0.7, top: most * 1.5, showsLimit: false };
};

/** The slots of a day in wider steps, so that a quiet day's curve is not a comb: sums of `size` slots; null while the first of them lies ahead. */
export const inSteps = (slots: readonly (number | null)[], size: number): readonly (number | null)[] =>
  Array.from({ length: Math.ceil(slots.length / size) }, (_, step) => {
    const part = slots.slice(step * size, (step + 1) * size);
    const known = part.filter((value) => value !== null);
    // The running step is not whole yet: shown as it is, it would always look like a fall.
    if (known.length < part.length) return null;
    return known.reduce((sum, value) => sum + value, 0);
  });

/** Round levels of an axis up to its top. */
export const levels = (
  most: number,
): { readonly top: number; readonly ticks: readonly { readonly at: number; readonly text: string }[] } => {
  const top = Math.max(2, Math.ceil(niceTop(most * 1.1)));
  const parts = [3, 4, 2, 1].find((count) => Number.isInteger(top / count)) ?? 1;
  return {
    top,
    ticks: Array.from({ length: parts }, (_, index) => ({
      at: (index + 1) / parts,
      text: Math.round((top * (index + 1)) / parts).toLocaleString('en-US'),
    })),
  };
};
