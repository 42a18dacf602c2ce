const pad = (value: number): string => String(value).padStart(2, '0');

/** Time left as a countdown: "−12:10" overdue by 12 min 10 s, "03:29", "26:04:10" from an hour on, "3d 04:10" from three days on. */
export const countdown = (ms: number): string => {
  const sign = ms < 0 ? '−' : '';
  const total = Math.floor(Math.abs(ms) / 1000);
  const seconds = total % 60;
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  if (hours === 0) return `${sign}${pad(minutes)}:${pad(seconds)}`;
  if (hours < 72) return `${sign}${hours}:${pad(minutes)}:${pad(seconds)}`;
  return `${sign}${Math.floor(hours / 24)}d ${pad(hours % 24)}:${pad(minutes)}`;
};

export type Span = { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly figure: string };

/** The two most telling figures of a span and the word for its unit: 0.4 seconds, 12 seconds, 3:12 hours, 2 days 4 h as "2.2". */
export const spanOf = (ms: number): Span => {
  const size = Math.abs(ms);
  if (size < 10_000) return { unit: 'seconds', figure: (size / 1000).toFixed(1) };
  if (size < 60_000) return { unit: 'seconds', figure: String(Math.round(size / 1000)) };
  if (size < 3_600_000) return { unit: 'minutes', figure: `${Math.floor(size / 60_000)}:${pad(Math.floor(size / 1000) % 60)}` };
  if (size < 172_800_000) return { unit: 'hours', figure: `${Math.floor(size / 3_600_000)}:${pad(Math.floor(size / 60_000) % 60)}` };
  return { unit: 'days', figure: (size / 86_400_000).toFixed(1) };
};

/** The delay since the previous hop, as figures alone: "<0.1", "+0.4", "+12", "+10:00", "+3:02:07"; the unit word follows only under a minute. */
export const hopDelay = (ms: number): { readonly figure: string; readonly inSeconds: boolean } => {
  const size = Math.max(0, ms);
  if (size < 50) return { figure: '<0.1', inSeconds: true };
  if (size < 10_000) return { figure: `+${(size / 1000).toFixed(1)}`, inSeconds: true };
  if (size < 60_000) return { figure: `+${Math.round(size / 1000)}`, inSeconds: true };
  const total = Math.round(size / 1000);
  const hours = Math.floor(total / 3600);
  const clock = `${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}`;
  return { figure: hours === 0 ? `+${clock.replace(/^0(?=\d:)/, '')}` : `+${hours}:${clock}`, inSeconds: false };
};
