import { arrayOfTexts } from '@orderloom/outbox';

/** A column of rows that travel to Postgres as arrays. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'int' | 'timestamptz' | 'text[]' | 'int[]';
  readonly array: string;
}

export function textColumn<Row>(name: string, rows: readonly Row[], of: (row: Row) => string | undefined): Column {
  return { name, type: 'text', array: arrayOfTexts(onceIfSame(rows.map(of))) };
}

export function intColumn<Row>(name: string, rows: readonly Row[], of: (row: Row) => number): Column {
  return { name, type: 'int', array: ints(onceIfSame(rows.map(of))) };
}

export function timeColumn<Row>(name: string, rows: readonly Row[], of: (row: Row) => Date | undefined): Column {
  return { name, type: 'timestamptz', array: times(onceIfSame(rows.map(of))) };
}

/** Of arrays, each as its own text. */
export function arrayColumn<Row>(
  name: string,
  type: 'text[]' | 'int[]',
  rows: readonly Row[],
  of: (row: Row) => string | undefined,
): Column {
  return { name, type, array: arrayOfTexts(rows.map(of)) };
}

/** The rows as a query in brackets. A column whose values are all one travels once: `unnest` would fill it up with nulls. */
export function rowsOf(at: (value: unknown) => string, columns: readonly Column[]): string {
  const placed = columns.map((column) => ({ ...column, param: `${at(column.array)}::${isNested(column) ? 'text' : column.type}[]` }));
  const all = placed.map(({ name, param, type }) => {
    const value = `case when cardinality(${param}) = 1 then (${param})[1] else u.${name} end`;
    return `${isNested({ type }) ? `(${value})::${type}` : value} as ${name}`;
  });
  const names = columns.map(({ name }) => name).join(', ');
  return `(select ${all.join(', ')} from unnest(${placed.map(({ param }) => param).join(', ')}) as u (${names}))`;
}

export function ints(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

function times(values: readonly (Date | undefined)[]): string {
  return `{${values.map((value) => (value === undefined ? 'NULL' : `"${value.toISOString()}"`)).join(',')}}`;
}

function onceIfSame<Value>(values: readonly Value[]): readonly Value[] {
  for (let at = 1; at < values.length; at += 1) if (values[at] !== values[0]) return values;
  return values.slice(0, 1);
}

function isNested({ type }: Pick<Column, 'type'>): boolean {
  return type.endsWith('[]');
}
