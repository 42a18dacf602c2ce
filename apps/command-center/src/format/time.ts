const zone = 'Asia/Shanghai';

const partsOf = (iso: string): Readonly<Record<string, string>> => {
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  return Object.fromEntries(formatter.formatToParts(new Date(iso)).map((part) => [part.type, part.value]));
};

/** "13:40:02" in Shanghai. */
export const clockTime = (iso: string): string => {
  const p = partsOf(iso);
  return `${p['hour']}:${p['minute']}:${p['second']}`;
};

/** "13:40" in Shanghai. */
export const shortClock = (iso: string): string => clockTime(iso).slice(0, 5);

/** "13:40:02.123" in Shanghai. */
export const preciseClock = (iso: string): string => `${clockTime(iso)}.${partsOf(iso)['fractionalSecond']}`;

/** "2026-01-22" in Shanghai: the key of a day. */
export const dayKey = (iso: string): string => {
  const p = partsOf(iso);
  return `${p['year']}-${p['month']}-${p['day']}`;
};

/** "2026-01-22 13:40:02" in Shanghai. */
export const fullTime = (iso: string): string => `${dayKey(iso)} ${clockTime(iso)}`;

/** "01-22 13:40", or "13:40" when it falls on the day of `now`. */
export const nearTime = (iso: string, now: number): string => {
  const key = dayKey(iso);
  return key === dayKey(new Date(now).toISOString()) ? shortClock(iso) : `${key.slice(5)} ${shortClock(iso)}`;
};

type RelativeDay = 'today' | 'yesterday' | 'tomorrow' | 'other';

const dayMs = 86_400_000;

export const relativeDay = (key: string, now: number): RelativeDay => {
  if (key === dayKey(new Date(now).toISOString())) return 'today';
  if (key === dayKey(new Date(now - dayMs).toISOString())) return 'yesterday';
  if (key === dayKey(new Date(now + dayMs).toISOString())) return 'tomorrow';
  return 'other';
};
