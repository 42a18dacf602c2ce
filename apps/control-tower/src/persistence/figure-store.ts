import { figureColumns, figureTypes, type OrderFigures } from '../domain/order-figures.ts';

const COLUMNS = figureColumns.join(', ');
const CHANGES = figureColumns
  .filter((column) => column !== 'order_id')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/** The statement that writes figures whose values begin at this placeholder; part of saveTwins' one statement. */
export function putFigures(firstValue: number, onConflict: 'update' | 'nothing' = 'update'): string {
  const arrays = figureColumns.map((column, index) => `$${firstValue + index}::${figureTypes[column]}[]`).join(', ');
  return `insert into order_figure (${COLUMNS}) select * from unnest(${arrays})
     on conflict (order_id) do ${onConflict === 'update' ? `update set ${CHANGES}` : 'nothing'}`;
}

export function figureValues(figures: readonly OrderFigures[]): readonly unknown[] {
  return figureColumns.map((column) =>
    figures.map((row) => {
      const value = row[column];
      return typeof value === 'number' && figureTypes[column] === 'timestamptz' ? new Date(value) : value;
    }),
  );
}
