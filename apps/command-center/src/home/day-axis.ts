import { niceTop } from '../parts/geometry.ts';
import type { Point } from '../parts/geometry.ts';

/** Where the parts of a day stand on a curve. */
export const hourTicks = [0, 6, 12, 18, 24].map((hour) => ({ at: hour / 24, text: String(hour).padStart(2, '0') }));

/** Values of hours, each in the middle of its hour. */
export const hourPoints = (values: readonly (number | null)[], top: number): readonly (Point | undefined)[] =>
  values.map((value, hour) => (value === null ? undefined : { x: (hour + 0.5) / 24, y: Math.min(1, value / top) }));

/** The upper end of a curve that has a limit: the limit shows unless the day keeps so far below it that its own shape would be lost. */
export const topWithLimit = (values: readonly (number | null)[], limit: number): { readonly top: number; readonly showsLimit: boolean } => {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  if (most === 0 || most > limit * 0.2) return { top: Math.max(most * 1.12, limit * 1.3), showsLimit: true };
  return { top: most * 1.4, showsLimit: false };
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
  const top = niceTop(most * 1.1);
  const parts = [1 / 3, 2 / 3, 1].some((part) => !Number.isInteger(top * part)) ? [0.5, 1] : [1 / 3, 2 / 3, 1];
  return { top, ticks: parts.map((part) => ({ at: part, text: Math.round(top * part).toLocaleString('en-US') })) };
};
