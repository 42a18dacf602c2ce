import type { Pool, QueryResult, QueryResultRow } from 'pg';
import { BEGIN, runNamed } from './named-statements.ts';

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
  const tx: Tx = {
    query: (text, values) => (values === undefined ? client.query(text) : runNamed(client, text, values)),
    onCommit: (action) => void afterCommit.push(action),
  };
  let broken: Error | undefined;
  try {
    await client.query(BEGIN);
    const result = await work(tx);
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
