import { arrayOfTimes } from '@orderloom/outbox';
import { plain } from './arrays.ts';
import { figureColumns, figureTypes, type OrderFigures } from '../domain/order-figures.ts';

const COLUMNS = figureColumns.join(', ');
const CHANGES = figureColumns
  .filter((column) => column !== 'order_id')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/** The statement that writes figures whose values begin at this placeholder. `only` is a condition over alias f. */
export function putFigures(firstValue: number, onConflict: 'update' | 'nothing', only = 'true'): string {
  const arrays = figureColumns.map((column, index) => `unnest($${firstValue + index}::${figureTypes[column]}[]) as ${column}`).join(', ');
  return `insert into order_figure (${COLUMNS}) select * from (select ${arrays}) f where ${only}
     on conflict (order_id) do ${onConflict === 'update' ? `update set ${CHANGES}` : 'nothing'}`;
}

export function figureValues(figures: readonly OrderFigures[]): readonly (string | ReturnType<typeof arrayOfTimes> | readonly string[])[] {
  return figureColumns.map((column) => {
    const values = figures.map((row) => row[column]);
    switch (figureTypes[column]) {
      case 'text':
        return values.map(String);
      case 'timestamptz':
        return arrayOfTimes(values.map((value) => (typeof value === 'number' ? value : null)));
      case 'smallint':
      case 'boolean':
        return plain(values);
    }
  });
}
