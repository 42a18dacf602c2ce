import { isUuid } from '@orderloom/domain-kernel';
import type { Pool, QueryResult } from 'pg';
import type { SavedView, ViewStore } from '../application/saved-views.ts';

interface Row {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  readonly shared: boolean;
  readonly owner: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly sort: string | null;
  readonly version: number;
  readonly updated_at: Date;
}

const UNIQUE_VIOLATION = '23505';

export function viewStore(pool: Pool): ViewStore {
  return {
    read: async (id, which) => {
      if (!isUuid(id)) return undefined;
      const { rows } = await pool.query<Row>(
        `select * from saved_view where id = $1 and deleted_at is ${which === 'KEPT' ? '' : 'not '}null`,
        [id],
      );
      return rows[0] && savedView(rows[0]);
    },
    countOf: async (owner) => {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::int as count from saved_view where owner = $1 and deleted_at is null',
        [owner],
      );
      return rows[0]?.count ?? 0;
    },
    insert: async (view) => {
      const inserted = await unlessNameTaken(
        pool.query(
          `insert into saved_view (id, place, name, shared, owner, query, columns, sort, version, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [view.id, view.place, view.name, view.shared, view.owner, view.query, view.columns, view.sort, view.version, view.updatedAt],
        ),
      );
      return inserted === 'NAME_TAKEN' ? inserted : 'DONE';
    },
    replace: async (view, version) => {
      const done = await unlessNameTaken(
        pool.query(
          `update saved_view set name = $3, shared = $4, query = $5, columns = $6, sort = $7, version = version + 1, updated_at = $8
            where id = $1 and version = $2 and deleted_at is null`,
          [view.id, version, view.name, view.shared, view.query, view.columns, view.sort, view.updatedAt],
        ),
      );
      return done === 'NAME_TAKEN' ? done : done.rowCount === 0 ? 'CHANGED' : 'DONE';
    },
    takeAway: async (id, version, now) => {
      const { rowCount } = await pool.query(
        'update saved_view set deleted_at = $3, version = version + 1 where id = $1 and version = $2 and deleted_at is null',
        [id, version, now],
      );
      return rowCount === 0 ? 'CHANGED' : 'DONE';
    },
    bringBack: async (id, now) => {
      const done = await unlessNameTaken(
        pool.query('update saved_view set deleted_at = null, version = version + 1, updated_at = $2 where id = $1', [id, now]),
      );
      return done === 'NAME_TAKEN' ? done : 'DONE';
    },
  };
}

/** The views that an account sees: its own and shared ones. */
export async function readViews(pool: Pool, place: string, account: string): Promise<readonly SavedView[]> {
  const { rows } = await pool.query<Row>(
    'select * from saved_view where deleted_at is null and place = $1 and (owner = $2 or shared) order by lower(name), id limit 1000',
    [place, account],
  );
  return rows.map(savedView);
}

async function unlessNameTaken(query: Promise<QueryResult>): Promise<QueryResult | 'NAME_TAKEN'> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return 'NAME_TAKEN';
    throw error;
  }
}

function savedView(row: Row): SavedView {
  return {
    id: row.id,
    place: row.place,
    name: row.name,
    shared: row.shared,
    owner: row.owner,
    query: row.query,
    columns: row.columns,
    sort: row.sort,
    version: row.version,
    updatedAt: row.updated_at,
  };
}
