/** Days and hours of Asia/Shanghai, which has kept +08:00 since 1991. */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** The day of a moment, e.g. 2026-11-22. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00+08:00`));
}

export function daySpan(day: string): Span {
  const from = new Date(`${day}T00:00:00+08:00`);
  return { from, until: new Date(from.getTime() + DAY_MS) };
}

export function dayBefore(day: string, days = 1): string {
  return dayOf(new Date(daySpan(day).from.getTime() - days * DAY_MS));
}

/** The part of a day that has passed. */
export function passedSpan(day: string, now: Date): Span {
  const { from, until } = daySpan(day);
  return { from, until: new Date(Math.max(from.getTime(), Math.min(until.getTime(), now.getTime()))) };
}

/** The same part of the day before. */
export function samePartBefore(day: string, now: Date, days = 1): Span {
  const span = passedSpan(day, now);
  return { from: new Date(span.from.getTime() - days * DAY_MS), until: new Date(span.until.getTime() - days * DAY_MS) };
}

/** A minute of Shanghai as a short text, e.g. 20261122T0805. */
export function minuteText(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
}

export function minuteOf(text: string): Date | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const at = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:00+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The second of the day as a short text, e.g. 080512. */
export function secondText(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(11, 19).replaceAll(':', '');
}
