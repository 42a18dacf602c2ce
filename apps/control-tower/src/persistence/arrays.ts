/** Between two JSON texts in one parameter: JSON has no control characters of its own. */
const BETWEEN = '\u001e';

/**
 * Arrays as Postgres reads them, for the statements that carry every fact: `pg` itself goes over each element several times and gives
 * times in the zone of the machine.
 */
export function texts(values: readonly string[]): string {
  return `{${values.map(quoted).join(',')}}`;
}

/** Ids, numbers, truths: nothing in them needs a quotation mark. */
export function plain(values: readonly (string | number | bigint | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

export function moments(values: readonly (Date | number | null | undefined)[]): string {
  return `{${values.map(momentText).join(',')}}`;
}

/** One parameter for `jsonTexts`: as elements of an array each quotation mark would be escaped, and read twice. */
export function jsons(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(BETWEEN);
}

/** The expression that reads what `jsons` gave. */
export function jsonTexts(placeholder: string): string {
  return `string_to_array(${placeholder}, chr(30))`;
}

function quoted(value: string): string {
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, '\\$&') : value}"`;
}

function momentText(value: Date | number | null | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  const time = typeof value === 'number' ? new Date(value) : value;
  const iso = time.toISOString();
  const year = time.getUTCFullYear();
  if (year > 0 && year < 10_000) return iso;
  // Postgres writes no sign and knows no year 0. What an outside system takes for a time is kept as long as it is one.
  const rest = iso.slice(iso.indexOf('-', 1));
  return year > 0 ? `${year}${rest}` : `"${String(1 - year).padStart(4, '0')}${rest} BC"`;
}
