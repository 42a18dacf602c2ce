import type { Span } from './duration.ts';

/** "38,412". */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** "97.3%", "100%"; what is nearly all is not rounded up to all, what is nearly nothing not down to nothing. */
export const percent = (share: number): string => {
  const value = share * 100;
  if (value > 99.9 && value < 100) return '99.9%';
  if (value > 0 && value < 0.1) return '0.1%';
  const text = value.toFixed(1);
  return `${text.endsWith('.0') ? text.slice(0, -2) : text}%`;
};

/** A span for a headline: "1.28" hours, "42.5" minutes, "8.4" seconds. */
export const bigSpan = (ms: number): Span => {
  if (ms >= 3_600_000) return { unit: 'hours', figure: (ms / 3_600_000).toFixed(ms >= 36_000_000 ? 1 : 2) };
  if (ms >= 60_000) return { unit: 'minutes', figure: (ms / 60_000).toFixed(1) };
  return { unit: 'seconds', figure: (ms / 1000).toFixed(1) };
};

/** A span beside others, in two or three digits: "0.4" seconds, "58" minutes, "2.1" hours, "7.5" days. */
export const shortSpan = (ms: number): Span => {
  const size = Math.abs(ms);
  if (size < 50) return { unit: 'seconds', figure: '<0.1' };
  if (size < 59_500) return { unit: 'seconds', figure: oneDecimal(size / 1000) };
  if (size < 3_570_000) return { unit: 'minutes', figure: oneDecimal(size / 60_000) };
  if (size < 172_800_000) return { unit: 'hours', figure: oneDecimal(size / 3_600_000) };
  return { unit: 'days', figure: oneDecimal(size / 86_400_000) };
};

// A whole number needs no decimal: a limit reads "8", a measured 7.96 reads "8.0".
const oneDecimal = (value: number): string => (Number.isInteger(value) || value >= 9.95 ? String(Math.round(value)) : value.toFixed(1));

/** How long something stands already: "0:44", "3:12" in hours and minutes, "2d 4h" from two days on. */
export const standing = (ms: number): string => {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)}d ${hours % 24}h`;
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
};

/** A change with its sign: "+0.21", "−0.21". */
export const signed = (value: number, places: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(places)}`;
