import { emptyTwin, type TwinState } from '../../domain/twin-state.ts';
import type { RowPlace } from './ordering.ts';

export interface TwinRow {
  readonly id: string;
  readonly version: string;
  readonly state: TwinState;
  readonly placedAt: Date;
  readonly updatedAt: Date;
}

/** A row of a sorted list, with its place in it. */
export interface ListedRow extends TwinRow {
  readonly place: RowPlace;
}

export const twinColumns = 'o.id, o.version, o.state, o.placed_at, o.updated_at';

export interface StoredRow {
  readonly id: string;
  readonly version: string;
  readonly state: Partial<TwinState>;
  readonly placed_at: Date;
  readonly updated_at: Date;
}

export function twinRow(row: StoredRow): TwinRow {
  return {
    id: row.id,
    version: row.version,
    state: { ...emptyTwin(row.id), ...row.state },
    placedAt: row.placed_at,
    updatedAt: row.updated_at,
  };
}
