import { asField, type ImportField } from './import-words.ts';

interface FileColumn {
  readonly index: number;
  readonly header: string;
  readonly field?: string | null;
  readonly certainty?: string | null;
  readonly samples: readonly string[];
}

export type Choices = ReadonlyMap<number, ImportField>;

/** The columns as they were recognised. */
export const recognised = (columns: readonly FileColumn[]): Choices =>
  new Map(
    columns.flatMap((column) => {
      const field = column.field == null ? undefined : asField(column.field);
      return field === undefined ? [] : [[column.index, field] as const];
    }),
  );

/** A field stands in one column only: who gets it takes it from the other. */
export const withChoice = (choices: Choices, index: number, field: ImportField | undefined): Choices => {
  const next = new Map([...choices].filter(([at, taken]) => at !== index && taken !== field));
  if (field !== undefined) next.set(index, field);
  return next;
};

/** Recognised columns first, in the file's order; then what is left out. */
export const inOrder = (columns: readonly FileColumn[], choices: Choices): readonly FileColumn[] =>
  columns.toSorted((a, b) => Number(choices.has(b.index)) - Number(choices.has(a.index)) || a.index - b.index);

export const isChanged = (columns: readonly FileColumn[], choices: Choices): boolean => {
  const before = recognised(columns);
  return before.size !== choices.size || [...choices].some(([index, field]) => before.get(index) !== field);
};
