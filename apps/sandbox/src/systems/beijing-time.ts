const offsetMs = 8 * 3_600_000;

/** `yyyy-MM-dd HH:mm:ss` in UTC+8, the only text time that these systems know. */
export const beijingText = (unixMs: number): string => new Date(unixMs + offsetMs).toISOString().slice(0, 19).replace('T', ' ');

/** Unix milliseconds, or NaN when the text is not of that form. */
export const beijingMs = (text: string): number =>
  /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}+08:00`) : Number.NaN;
