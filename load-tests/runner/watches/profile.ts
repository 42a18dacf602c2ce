import pg from 'pg';
import { z } from 'zod';
import { inDatabase } from '../../../tools/start/parts/postgres.ts';
import { databaseUrl, hubServices } from '../../../tools/start/parts/services.ts';
import type { System } from '../../../tools/start/system.ts';
import type { Section, Watch } from '../suite.ts';
import { openProfiler, type Spent } from './profiler.ts';

const statement = z.object({
  database: z.string(),
  calls: z.coerce.number(),
  ms: z.coerce.number(),
  wal: z.coerce.number(),
  query: z.string(),
});
const table = z.object({ name: z.string(), inserted: z.coerce.number(), updated: z.coerce.number(), hot: z.coerce.number() });

const STATEMENTS = `select d.datname as database, s.calls, s.total_exec_time as ms, s.wal_bytes as wal, s.query
   from pg_stat_statements s join pg_database d on d.oid = s.dbid order by s.total_exec_time desc limit 40`;
const TABLES = `select relname as name, n_tup_ins as inserted, n_tup_upd as updated, n_tup_hot_upd as hot from pg_stat_user_tables
  where n_tup_ins + n_tup_upd > 0 order by n_tup_upd + n_tup_ins desc limit 8`;

/** Where the cores' time goes: samples of each service and the statements of Postgres. It costs some of that time itself. */
export const profile: Watch = async (system) => {
  const base = system.databaseBase;
  const statements = base === undefined ? undefined : new pg.Client({ connectionString: inDatabase(base, 'postgres') });
  await statements?.connect();
  await statements?.query('create extension if not exists pg_stat_statements');
  await statements?.query('select pg_stat_statements_reset()');
  const began = new Map(await Promise.all(hubServices.map(async (app) => [app, await tablesOf(system, app)] as const)));
  const listeners = await Promise.all(hubServices.map(async (app) => [app, await openProfiler(system, app)] as const));
  let spent: readonly (readonly [string, Spent])[] = [];
  let asked: readonly z.infer<typeof statement>[] = [];
  let over = false;
  return {
    end: async () => {
      if (over) return;
      over = true;
      spent = await Promise.all(listeners.map(async ([app, listener]) => [app, await listener.end()] as const));
      asked = z.array(statement).parse((await statements?.query(STATEMENTS))?.rows ?? []);
      await statements?.end();
    },
    findings: async ({ orders }) => {
      const number = Math.max(1, orders.acknowledged.length);
      const tables = await Promise.all(
        hubServices.map(async (app) => ({ app, before: began.get(app) ?? [], after: await tablesOf(system, app) })),
      );
      return {
        sections: [
          ...spent.map(([app, each]) => spentSection(app, each, number)),
          statementSection(asked, number),
          tableSection(tables, number),
        ],
      };
    },
  };
};

async function tablesOf(system: System, app: string): Promise<readonly z.infer<typeof table>[]> {
  const client = new pg.Client({ connectionString: databaseUrl(app, system.databaseBase, process.env) });
  await client.connect();
  try {
    return z.array(table).parse((await client.query(TABLES)).rows);
  } finally {
    await client.end();
  }
}

function spentSection(app: string, { totalMs, idleMs, byPlace }: Spent, orders: number): Section {
  return {
    title: `Time of ${app}`,
    words: `Samples every half millisecond: busy ${((totalMs - idleMs) / orders).toFixed(3)} ms an order, idle ${Math.round((idleMs / totalMs) * 100)} %.`,
    head: ['where', 'ms an order', 'share of busy'],
    rows: byPlace.slice(0, 18).map(([place, ms]) => [place, (ms / orders).toFixed(3), `${((ms / (totalMs - idleMs)) * 100).toFixed(1)} %`]),
  };
}

function statementSection(asked: readonly z.infer<typeof statement>[], orders: number): Section {
  return {
    title: 'Statements of Postgres',
    words: 'Time from begin to end of the statement, waiting for rows and disk included.',
    head: ['database', 'ms an order', 'calls an order', 'WAL bytes an order', 'statement'],
    rows: asked.map(({ database, ms, calls, wal, query }) => [
      database.replace('orderloom_', ''),
      (ms / orders).toFixed(3),
      (calls / orders).toFixed(2),
      String(Math.round(wal / orders)),
      query.replaceAll(/\s+/g, ' ').replaceAll('|', '¦').slice(0, 110),
    ]),
  };
}

type Tables = readonly z.infer<typeof table>[];

function tableSection(all: readonly { readonly app: string; readonly before: Tables; readonly after: Tables }[], orders: number): Section {
  const rows = all.flatMap(({ app, before, after }) =>
    after.map((now) => {
      const then = before.find(({ name }) => name === now.name) ?? { inserted: 0, updated: 0, hot: 0 };
      return { app, name: now.name, inserted: now.inserted - then.inserted, updated: now.updated - then.updated, hot: now.hot - then.hot };
    }),
  );
  return {
    title: 'Rows written',
    words: 'An update that is not HOT writes into every index of its table.',
    head: ['database', 'table', 'inserts an order', 'updates an order', 'HOT'],
    rows: rows
      .filter(({ inserted, updated }) => inserted + updated > orders / 10)
      .toSorted((one, other) => other.inserted + other.updated - one.inserted - one.updated)
      .map(({ app, name, inserted, updated, hot }) => [
        app,
        name,
        (inserted / orders).toFixed(2),
        (updated / orders).toFixed(2),
        updated === 0 ? '-' : `${Math.round((hot / updated) * 100)} %`,
      ]),
  };
}
