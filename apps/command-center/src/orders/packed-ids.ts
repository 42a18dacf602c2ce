import { createParser } from 'nuqs/server';

const hubId = /^([A-Z]{2}\d{8})-(\d+)$/;

/** Order ids short enough for an address: five hundred of one day in some three thousand characters, each still readable. */
const packIds = (ids: readonly string[]): string => {
  const days = new Map<string, string[]>();
  const others: string[] = [];
  for (const id of ids) {
    const [, day, serial] = hubId.exec(id) ?? [];
    if (day === undefined || serial === undefined) others.push(id);
    else days.set(day, [...(days.get(day) ?? []), serial]);
  }
  return [...[...days].map(([day, serials]) => `${day}-${serials.join('.')}`), ...others].join(',');
};

const unpackIds = (text: string): string[] => [
  ...new Set(
    text.split(',').flatMap((part) => {
      const [, day, serials] = /^([A-Z]{2}\d{8})-(\d[\d.]*)$/.exec(part) ?? [];
      if (day === undefined || serials === undefined) return part === '' ? [] : [part];
      return serials
        .split('.')
        .filter((serial) => serial !== '')
        .map((serial) => `${day}-${serial}`);
    }),
  ),
];

export const parseAsIds = createParser<string[]>({
  parse: unpackIds,
  serialize: packIds,
  eq: (left, right) => left.join() === right.join(),
});
