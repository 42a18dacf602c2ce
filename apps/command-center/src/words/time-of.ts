const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** The moment that a value names, as milliseconds since the epoch: ISO 8601 with an offset and nothing else, so that a long number is never taken for a time. */
export const timeOf = (value: string): number | undefined => {
  if (!iso.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
};
