const DAY_MS = 86_400_000;
/** Between two JSON texts in one parameter: JSON has no control characters of its own. */
const BETWEEN = '\u001e';

/** Ids, numbers, truths: nothing in them needs a quotation mark. */
export function plain(values: readonly (string | number | bigint | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** Times for an array; `pg` itself gives them in the zone of the machine. */
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

function momentText(value: Date | number | null | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  const at = typeof value === 'number' ? value : value.getTime();
  const day = Math.floor(at / DAY_MS);
  if (day !== knownDay) {
    textOfDay = dayText(new Date(day * DAY_MS));
    knownDay = day;
  }
  const inDay = at - day * DAY_MS;
  const minutes = Math.floor(inDay / 60_000);
  const [date, era] = textOfDay;
  return `${date}T${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}:${padded(Math.floor(inDay / 1_000) % 60)}.${String(inDay % 1_000).padStart(3, '0')}Z${era}`;
}

// The times of a batch are of one day or two, and to write one out whole is a tenth of what its facts cost.
let knownDay = NaN;
let textOfDay: readonly [date: string, era: string] = ['', ''];

/** Postgres writes no sign and knows no year 0. What an outside system takes for a time is kept as long as it is one. */
function dayText(day: Date): readonly [date: string, era: string] {
  const iso = day.toISOString();
  const year = day.getUTCFullYear();
  const rest = iso.slice(iso.indexOf('-', 1), iso.indexOf('T'));
  return year > 0 ? [`${String(year).padStart(4, '0')}${rest}`, ''] : [`${String(1 - year).padStart(4, '0')}${rest}`, ' BC'];
}

function padded(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
