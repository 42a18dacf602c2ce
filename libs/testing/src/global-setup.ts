import { ownPostgres } from './own-postgres.ts';
import { postgresVariable } from './test-postgres.ts';

/** Vitest global setup: one Postgres for all workers of the run, unless the environment names one. */
export default async function startPostgres(): Promise<() => Promise<void>> {
  if (process.env[postgresVariable] !== undefined) return () => Promise.resolve();
  const postgres = await ownPostgres();
  process.env[postgresVariable] = postgres.baseUrl;
  return async () => {
    delete process.env[postgresVariable];
    await postgres.remove();
  };
}
