import pg from 'pg';
import { databaseUrl, hubServices } from '../../../tools/start/parts/services.ts';
import { verdict } from '../../checks/verdict.ts';
import type { Watch } from '../suite.ts';

/** Somebody's forgotten report: a snapshot in each database of the hub, so that no dead row of the run can be cleared away. */
export const holdTransaction: Watch = async (system, { seconds }) => {
  const since = Date.now();
  const broken: string[] = [];
  const clients = await Promise.all(
    hubServices.map(async (app) => {
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
    }),
  );
  let held: number | undefined;
  const end = async (): Promise<void> => {
    if (held !== undefined) return;
    held = (Date.now() - since) / 1000;
    for (const client of clients) await client.query('rollback').catch((error: unknown) => broken.push(String(error)));
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  };
  return {
    end,
    findings: async () => ({
      verdicts: [
        verdict(
          'a transaction stood open in every database all the time',
          [...broken, ...((held ?? 0) < seconds ? [`held ${(held ?? 0).toFixed(0)} s`] : [])],
          `${clients.length} databases, ${(held ?? 0).toFixed(0)} s`,
        ),
      ],
    }),
  };
};
