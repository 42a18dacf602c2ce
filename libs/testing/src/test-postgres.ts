import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** The environment variable that carries the server of the run to every worker. */
export const postgresVariable = 'HUB_TEST_POSTGRES_URL';

/** Address of the run's Postgres without a database; started once by the global setup of the `int` project. */
export function testPostgres(): string {
  const url = process.env[postgresVariable];
  if (url === undefined)
    throw new Error(`No Postgres for tests: run vitest from the root of the repository (--project int), or set ${postgresVariable}.`);
  return url;
}

/** Connection string of a new, empty database. It lives as long as the run. */
export async function freshDatabase(prefix: string): Promise<string> {
  const name = `${prefix.replaceAll(/[^a-z0-9]/g, '_')}_${randomBytes(5).toString('hex')}`;
  const client = new Client({ connectionString: `${testPostgres()}/postgres`, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(`create database "${name}"`);
  } finally {
    await client.end();
  }
  return `${testPostgres()}/${name}`;
}
