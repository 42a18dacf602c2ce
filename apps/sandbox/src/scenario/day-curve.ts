/** Orders by hour of a tea shop's day, with the evening peak of 20:00-22:00; the mean is made 1. */
const HOURS = [0.5, 0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 0.8, 1, 1.2, 1.3, 1.2, 1.4, 1.1, 1, 1, 1.1, 1.2, 1.4, 1.9, 3.2, 3.4, 1.9, 0.9];
const MEAN = HOURS.reduce((sum, one) => sum + one, 0) / HOURS.length;

/** How many times the mean rate is ordered at `hour` (0 to 24, with fractions); straight between the hours' middles. */
export function dayCurve(hour: number): number {
  const shifted = (((hour - 0.5) % 24) + 24) % 24;
  const before = Math.floor(shifted);
  const part = shifted - before;
  return ((HOURS[before] ?? 0) * (1 - part) + (HOURS[(before + 1) % 24] ?? 0) * part) / MEAN;
}
