import type { OrderListSort } from '../../application/ports.ts';

/** One run of rows that an index gives in order; a sort is one run after another. */
export interface Run {
  /** Which rows belong to it. */
  readonly where: string | undefined;
  readonly key: string;
  readonly type: 'timestamptz' | 'bigint';
  readonly direction: 'asc' | 'desc';
}

const newest: Run = { where: undefined, key: 'o.placed_at', type: 'timestamptz', direction: 'desc' };

/** Rows without a clock come behind those with one, newest first: each run is read from its own index. */
export const runsOf: Readonly<Record<OrderListSort, readonly Run[]>> = {
  NEWEST: [newest],
  OLDEST: [{ ...newest, direction: 'asc' }],
  DUE: [
    { where: 'o.stuck_at is not null', key: 'o.stuck_at', type: 'timestamptz', direction: 'asc' },
    { ...newest, where: 'o.stuck_at is null' },
  ],
  WAITING: [
    { where: 'o.waiting_since is not null', key: 'o.waiting_since', type: 'timestamptz', direction: 'asc' },
    { ...newest, where: 'o.waiting_since is null' },
  ],
  AMOUNT: [{ where: undefined, key: 'o.paid_minor', type: 'bigint', direction: 'desc' }],
  AMOUNT_LEAST: [{ where: undefined, key: 'o.paid_minor', type: 'bigint', direction: 'asc' }],
};

/** Where a row stands in its sort. */
export interface RowPlace {
  readonly run: number;
  readonly key: string;
  readonly id: string;
}

export function orderBy(run: Run, backwards: boolean): string {
  const direction = (run.direction === 'asc') === backwards ? 'desc' : 'asc';
  return `${run.key} ${direction}, o.id ${direction}`;
}

/** Rows behind a place of the run, or before it. */
export function beyond(run: Run, place: RowPlace, backwards: boolean, value: (one: unknown) => string): string {
  const sign = (run.direction === 'asc') === backwards ? '<' : '>';
  return `(${run.key}, o.id) ${sign} (${value(place.key)}::${run.type}, ${value(place.id)}::text)`;
}
