import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { databaseUrl, hubServices } from '../../../tools/start/parts/services.ts';
import type { System } from '../../../tools/start/system.ts';
import { verdict } from '../../checks/verdict.ts';
import type { Watch } from '../suite.ts';

/** Somebody's forgotten report: a snapshot in each database of the hub, so that no dead row that comes after it can be cleared away. */
export const holdTransaction: Watch = async (system, { seconds, own }) => {
  const wanted = Math.min(seconds, (own['held'] ?? 0) * 60);
  const over = new AbortController();
  const broken: string[] = [];
  let since: number | undefined;
  // It stands to the end: what is compared last is what suffers from it.
  const holding = delay((seconds - wanted) * 1000, undefined, { signal: over.signal }).then(
    async () => {
      since = Date.now();
      return Promise.all(hubServices.map((app) => openReport(system, app, broken)));
    },
    (): readonly pg.Client[] => [],
  );
  let held: number | undefined;
  const end = async (): Promise<void> => {
    if (held !== undefined) return;
    held = since === undefined ? 0 : (Date.now() - since) / 1000;
    over.abort();
    for (const client of await holding) {
      await client.query('rollback').catch((error: unknown) => broken.push(String(error)));
      await client.end().catch(() => undefined);
    }
  };
  return {
    end,
    findings: async () => ({
      verdicts: [
        verdict(
          'a transaction stood open in every database to the end of the load',
          [...broken, ...((held ?? 0) < wanted ? [`held ${(held ?? 0).toFixed(0)} s`] : [])],
          `${hubServices.length} databases, ${(held ?? 0).toFixed(0)} s`,
        ),
      ],
    }),
  };
};

async function openReport(system: System, app: string, broken: string[]): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl(app, system.databaseBase, process.env),
    application_name: 'load-held-transaction',
  });
  client.on('error', (error) => broken.push(`${app}: ${error.message}`));
  await client.connect();
  // Otherwise the hub's own settings would end it, and the run would prove nothing.
  await client.query('set idle_in_transaction_session_timeout = 0');
  await client.query('begin isolation level repeatable read read only');
  await client.query('select count(*) from outbox_state');
  return client;
}
