/** Ids, numbers, truths: nothing in them needs a quotation mark. */
export function plain(values: readonly (string | number | bigint | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** Each as its text, for an array of texts: that one goes to Postgres as bytes, and no quotation mark in it is escaped and read twice. */
export function jsons(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value));
}
