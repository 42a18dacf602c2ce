import type { Pool } from 'pg';
import type { CountedSet } from '../domain/counted-set.ts';
import { boardSet, scopeCondition, setCondition, type Bind, type BoardSet } from './board-sets.ts';

export type { CountedSet };

export type Counts = (set: string) => CountedSet;

/** Counts many sets with one reading for each table and kind of scope: the conditions are those of the lists. */
export async function countSets(pool: Pool, names: readonly string[], now: Date): Promise<Counts> {
  const sets = [...new Set(names)].map((name) => {
    const one = boardSet(name, now);
    if (one === undefined) throw new Error(`no set is called ${name}`);
    return one;
  });
  const counted = await Promise.all([...Map.groupBy(sets, readingOf).values()].map((group) => countGroup(pool, group)));
  const counts = new Map(counted.flatMap((rows) => rows.map((row) => [row.set, row] as const)));
  return (name) => {
    const found = counts.get(name);
    if (found === undefined) throw new Error(`${name} was not counted`);
    return found;
  };
}

function readingOf(one: BoardSet): string {
  return `${one.place} ${one.scope.kind}`;
}

async function countGroup(pool: Pool, group: readonly BoardSet[]): Promise<readonly CountedSet[]> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const counts = group.map((one, index) => `count(*) filter (where ${setCondition(one, bind)})::int as c${index}`);
  const scopes = new Map(group.map((one) => [scopeKey(one), one]));
  const where = [...scopes.values()].map((one) => `(${scopeCondition(one, bind)})`).join(' or ');
  const table = group[0]?.place === '/exceptions' ? 'work_item' : 'order_figure';
  const { rows } = await pool.query<Record<string, number>>(`select ${counts.join(', ')} from ${table} where ${where}`, values);
  return group.map((one, index) => ({ count: rows[0]?.[`c${index}`] ?? 0, place: one.place, set: one.set }));
}

function scopeKey({ scope }: BoardSet): string {
  return scope.kind === 'OPEN' ? 'OPEN' : `${scope.column} ${scope.span.from.getTime()} ${scope.span.until.getTime()}`;
}
