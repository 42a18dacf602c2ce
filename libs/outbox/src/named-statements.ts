import type { ClientBase, Pool, QueryResult, QueryResultRow } from 'pg';
import { binaryPlaces, withBinaryArrays, type BinaryPlace } from './binary-arrays.ts';

/** A connection keeps what it has prepared until it closes: texts that are put together each time must not fill it. */
const MOST = 400;
/** So often must a text come before it gets a name. */
const TIMES = 3;

/**
 * How transactions begin. Plans of named statements are made once, for small batches too, where Postgres would rather plan each
 * anew; perhaps while the tables are still empty, when reading a whole one looks cheap, and would stay the plan at a million rows.
 */
export const BEGIN = 'begin; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off';

/** The same for a pool that is opened with them (`openPool`) and used for nothing but such work: said once for a connection, not in each transaction. */
export const TRANSACTION_SETTINGS = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

export function beginOn(pool: Pool): string {
  return pool.options.options === TRANSACTION_SETTINGS ? 'begin' : BEGIN;
}

interface NamedStatement {
  readonly name: string;
  readonly binary: readonly BinaryPlace[];
}

interface Statements {
  readonly seen: Map<string, number>;
  readonly named: Map<string, NamedStatement>;
  made: number;
}

const known = new WeakMap<ClientBase, Statements>();

/**
 * Runs a statement, prepared if it has come before on this connection: Postgres then reads and plans it once instead of each
 * time, which was a third of what a small batch cost it (ADR 0061). Only for transactions that began with `BEGIN`.
 */
export async function runNamed<R extends QueryResultRow>(
  client: ClientBase,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> {
  const statement = statementOf(client, text);
  try {
    if (statement === undefined) return await client.query<R>({ text, values: [...values] });
    return await client.query<R>({ name: statement.name, text, values: withBinaryArrays(values, statement.binary) });
  } catch (error) {
    // A migration of a newer release has changed a table that the statement reads: the next one is prepared anew.
    if (error instanceof Error && 'code' in error && error.code === '0A000') known.get(client)?.named.clear();
    throw error;
  }
}

function statementOf(client: ClientBase, text: string): NamedStatement | undefined {
  let statements = known.get(client);
  if (statements === undefined) known.set(client, (statements = { seen: new Map(), named: new Map(), made: 0 }));
  const { seen, named } = statements;
  const statement = named.get(text);
  if (statement !== undefined || named.size >= MOST) return statement;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < TIMES) {
    if (seen.size >= MOST * 4) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  const given = { name: `hub${(statements.made += 1)}`, binary: binaryPlaces(text) };
  named.set(text, given);
  return given;
}
