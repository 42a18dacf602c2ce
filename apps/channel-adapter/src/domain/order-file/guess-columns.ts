import { headerKey } from './clean-cell.ts';
import { fields, layouts, synonyms, type Field, type Layout, type MoneyGrain } from './layouts.ts';

/** EXACT: the header is one of the field's names. LIKELY: it only contains one. */
export type Certainty = 'EXACT' | 'LIKELY';

/** Which column holds which field. */
export interface ColumnPlan {
  readonly layout: string;
  readonly channel: string;
  readonly money: MoneyGrain;
  readonly columns: Partial<Readonly<Record<Field, number>>>;
}

export interface ColumnGuess extends ColumnPlan {
  readonly certainty: Partial<Readonly<Record<Field, Certainty>>>;
}

/** Guesses the columns: the layout by its key headers, then synonyms. An exact name beats one that contains it, wherever it stands. */
export function guessColumns(headers: readonly string[]): ColumnGuess {
  const keys = headers.map(headerKey);
  const layout = recognise(new Set(keys));
  const columns: Partial<Record<Field, number>> = {};
  const certainty: Partial<Record<Field, Certainty>> = {};
  const taken = new Set<number>();
  const take = (field: Field, index: number, sure: Certainty): void => {
    columns[field] = index;
    certainty[field] = sure;
    taken.add(index);
  };
  for (const field of fields) {
    for (const name of layout?.columns?.[field] ?? synonyms[field]) {
      // Of two columns with one title the first counts.
      const index = keys.indexOf(name);
      if (index < 0 || taken.has(index)) continue;
      take(field, index, 'EXACT');
      break;
    }
  }
  for (const field of fields) {
    if (columns[field] !== undefined || layout?.columns?.[field] !== undefined || !mayBeLikely.has(field)) continue;
    const index = keys.findIndex((key, at) => !taken.has(at) && synonyms[field].some((name) => name.length >= 4 && key.includes(name)));
    if (index >= 0) take(field, index, 'LIKELY');
  }
  return { layout: layout?.id ?? 'unknown', channel: layout?.channel ?? '', money: layout?.money ?? 'UNSAID', columns, certainty };
}

/** Wrongly guessed money or persons do harm in silence; these show at once in the samples. */
const mayBeLikely: ReadonlySet<Field> = new Set(['order', 'created', 'paidAt', 'status', 'shippedAt', 'tracking', 'quantity']);

/** Names of columns known to some layout or field: what a header row is found by. */
export const knownHeaders: ReadonlySet<string> = new Set([
  ...Object.values(synonyms).flat(),
  ...layouts.flatMap((layout) => layout.keys.flat()),
]);

function recognise(keys: ReadonlySet<string>): Layout | undefined {
  return layouts.find(
    (layout) => layout.keys.some((group) => group.every((key) => keys.has(key))) && !(layout.without ?? []).some((key) => keys.has(key)),
  );
}
