import type { Pool, QueryResult, QueryResultRow } from 'pg';
import { beginOn, runNamed } from './named-statements.ts';

/** The part of a database connection that work inside a transaction needs. */
export interface Tx {
  query<R extends QueryResultRow = QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<R>>;
  /** Runs after the commit, never after a rollback. */
  onCommit(action: () => void): void;
}

/** Runs `work` in one transaction: its changes commit together with the events it appended, or none of them do. */
export async function inTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const afterCommit: (() => void)[] = [];
  // Under way while the first statement is being made, which waits for it: a statement after a failed begin would commit by itself.
  const begun = client.query(beginOn(pool));
  begun.catch(() => undefined);
  const tx: Tx = {
    query: async <R extends QueryResultRow>(text: string, values?: readonly unknown[]) => {
      await begun;
      return values === undefined ? client.query<R>(text) : runNamed<R>(client, text, values);
    },
    onCommit: (action) => void afterCommit.push(action),
  };
  let broken: Error | undefined;
  try {
    const result = await work(tx);
    await begun;
    // After a failed statement Postgres answers a commit with ROLLBACK and no error.
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('transaction was rolled back at commit');
    for (const action of afterCommit) action();
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error(String(cause));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
