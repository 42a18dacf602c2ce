import pg from 'pg';
import { createRawArchive } from '@orderloom/raw-archive';
import { databaseUrl } from '../../start/parts/services.ts';
import type { Secrets } from '../../start/parts/secrets.ts';
import { Problem } from '../../start/problem.ts';
import type { Progress } from '../../start/progress.ts';
import { copyOrders, type Sink, type Tally } from './copy-orders.ts';
import { ownersTables } from './tables.ts';
import { tableStream, type TableStream } from './table-stream.ts';
import { clientOf, readTemplates } from './template.ts';

const archives = ['channel-adapter', 'fulfilment', 'finance-reconciliation', 'messenger'] as const;
const apps = ['control-tower', 'order', 'inventory', ...archives];
/** Serials of copies begin here; the hub mints a day's serials from 1. */
export const firstCopiedSerial = 100_000;
const mostTemplates = 400;

export interface CopyOptions {
  readonly databaseBase: string;
  readonly secrets: Secrets;
  readonly orders: number;
  readonly days: number;
  readonly seed: string;
  readonly whole: number;
  /** Ends the copying; what was committed stays. */
  readonly signal: AbortSignal;
}

/** How many real orders there are to copy: those that came to their end, and those that were cancelled. */
export async function countTemplates(databaseBase: string): Promise<{ readonly shipped: number; readonly cancelled: number }> {
  const [shipped, cancelled] = await Promise.all([countTwins(databaseBase, isTemplate), countTwins(databaseBase, isCancelledTemplate)]);
  return { shipped, cancelled };
}

/** How many rows the tower has still to make from their stories. */
export function countBlank(databaseBase: string): Promise<number> {
  return countTwins(databaseBase, 'facets is null');
}

/** How many of these platform numbers the tower has as paid orders. */
export function countPaid(databaseBase: string, platformNumbers: readonly string[]): Promise<number> {
  return countTwins(databaseBase, "paid_at is not null and state ->> 'platformOrderNo' = any($1)", [platformNumbers]);
}

async function countTwins(databaseBase: string, condition: string, values: readonly unknown[] = []): Promise<number> {
  const client = await connect('control-tower', databaseBase);
  try {
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from order_twin where ${condition}`, [...values]);
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

const isTemplate = `status = 'SIGNED' and current_gate = 8 and stuck_at is null and id ~ '-\\d{5}$'`;
const isCancelledTemplate = `status = 'CANCELLED' and stuck_at is null and paid_at is not null and id ~ '-\\d{5}$'`;

/** Fills the hub's databases with copies of real orders by COPY: one stream for each table, in memory no more than a chunk of each. */
export async function copyHistory(options: CopyOptions, progress: Progress): Promise<Tally> {
  const clients = new Map<string, pg.Client>();
  const streams = new Map<string, { readonly stream: TableStream; readonly client: pg.Client }>();
  try {
    for (const app of apps) clients.set(app, await connect(app, options.databaseBase));
    const tower = clientOf(clients, 'control-tower');
    const { rows: chosen } = await tower.query<{ id: string }>(
      `(select id from order_twin where ${isTemplate} order by placed_at desc limit $1) union all
       (select id from order_twin where ${isCancelledTemplate} order by placed_at desc limit $2)`,
      [mostTemplates, mostTemplates / 8],
    );
    const raws = rawOpener(options);
    const { templates, columns } = await progress.step('real orders to copy', () =>
      readTemplates(
        clients,
        chosen.map(({ id }) => id),
        raws.open,
      ),
    );
    await raws.close();
    if (!templates.some((template) => !template.isCancelled)) {
      throw new Problem({
        what: 'there is nothing to copy',
        why: 'no order of this hub is finished yet',
        remedy: 'let the day run a few minutes',
      });
    }
    const { rows: serials } = await tower.query<{ series: string; serial: number }>(
      `select split_part(id, '-', 1) as series, max(split_part(id, '-', 2)::bigint)::int as serial from order_twin where id ~ '-\\d{6,}$' group by 1`,
    );
    const taken = new Map(serials.map((row) => [row.series, row.serial]));
    const opened: TableStream[] = [];
    const streamOf = async (app: string, table: string, names: readonly string[]): Promise<TableStream> => {
      const client = await connect(app, options.databaseBase);
      // What is copied was true when it was made: its keys need no second look, and no disk has to be waited for.
      await client.query("set synchronous_commit = off; set session_replication_role = 'replica'");
      const stream = tableStream(client, table, names);
      streams.set(keyOf(app, table, names), { stream, client });
      opened.push(stream);
      return stream;
    };
    const wanted = [
      ['control-tower', 'fact', columns.fact],
      ['control-tower', 'order_twin', columns.twin],
      ['control-tower', 'order_twin', ['id', 'state', 'channel', 'shop_id', 'status', 'current_gate', 'placed_at', 'updated_at']],
      ['control-tower', 'order_figure', columns.figure],
      ['control-tower', 'order_search', ['term', 'order_id']],
      ['control-tower', 'platform_order', ['shop_id', 'platform_order_no', 'order_id']],
      ['order', 'hold', ['id', 'order_id', 'reason', 'owner', 'placed_by', 'placed_at', 'due_at', 'note']],
      ...ownersTables.map(
        ({ app, table }) =>
          [app, table, templates[0]?.owners.find((one) => one.app === app && one.table === table)?.columns ?? []] as const,
      ),
      ...archives.map(
        (app) =>
          [
            app,
            'raw_body',
            ['id', 'direction', 'system', 'operation', 'content_type', 'received_at', 'subject', 'size_bytes', 'key_version', 'sealed'],
          ] as const,
      ),
    ] as const;
    for (const [app, table, names] of wanted) if (!streams.has(keyOf(app, table, names))) await streamOf(app, table, names);
    const sink: Sink = {
      write: (app, table, names, values) => {
        const open = streams.get(keyOf(app, table, names));
        if (open === undefined) throw new Error(`no stream for ${table} of ${app}`);
        open.stream.write(values);
      },
      breathe: async () => {
        options.signal.throwIfAborted();
        for (const stream of opened) await stream.flush();
      },
      commit: () => commitAll(streams),
    };
    // Looked at once at the end, by its key until then; Postgres would go through the growing table again and again meanwhile.
    await tower.query('alter table fact set (autovacuum_enabled = off)');
    const tally = await progress.step(`${options.orders} orders`, () =>
      copyOrders(
        {
          ...options,
          now: Date.now(),
          indexKey: Buffer.from(options.secrets.HUB_INDEX_KEY, 'hex'),
          masterKey: Buffer.from(options.secrets.HUB_MASTER_KEY, 'hex'),
          columns,
          firstSerial: (channel, day) => Math.max(firstCopiedSerial, (taken.get(`${channel}${day}`) ?? 0) + 1),
        },
        templates,
        sink,
      ),
    );
    await commitAll(streams);
    await progress.step('statistics of the tables', async () => {
      for (const [app, tables] of Map.groupBy(wanted, ([name]) => name)) {
        for (const table of new Set(tables.map(([, name]) => name))) {
          // Facts are only read by their key, row by row: what a vacuum would tell of their pages nobody asks.
          await clientOf(clients, app).query(table === 'fact' ? 'analyze fact' : `vacuum (analyze) ${table}`);
        }
      }
      // Noted by a trigger of order_twin; the tower itself would lay it in within ten seconds.
      await tower.query('select gather_order_changes(2147483647)');
      await tower.query('vacuum (analyze) order_change, order_change_news');
    });
    return tally;
  } finally {
    await clients
      .get('control-tower')
      ?.query('alter table fact reset (autovacuum_enabled)')
      .catch(() => undefined);
    await Promise.allSettled([...clients.values(), ...[...streams.values()].map(({ client }) => client)].map((client) => client.end()));
  }
}

/** The row comes last: whoever sees it finds its story and its owners' rows. */
async function commitAll(streams: ReadonlyMap<string, { readonly stream: TableStream }>): Promise<void> {
  const last = [...streams].toSorted(([a], [b]) => Number(a.includes('order_twin')) - Number(b.includes('order_twin')));
  for (const [, { stream }] of last) await stream.commit();
}

function keyOf(app: string, table: string, columns: readonly string[]): string {
  return `${app} ${table} ${columns.length}`;
}

async function connect(app: string, databaseBase: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl(app, databaseBase, process.env), application_name: 'seed' });
  await client.connect();
  // The text of each moment is cut up: it must be written one way.
  await client.query("set time zone 'UTC'; set datestyle = 'ISO, YMD'");
  return client;
}

/** Opens raw bodies as their owners do, with the hub's own key. */
function rawOpener(options: CopyOptions) {
  const pools = new Map<string, pg.Pool>();
  return {
    open: async (app: string, ids: readonly string[]) => {
      const pool = pools.get(app) ?? new pg.Pool({ connectionString: databaseUrl(app, options.databaseBase, process.env), max: 1 });
      pools.set(app, pool);
      const context = app === 'channel-adapter' ? 'channel' : app === 'finance-reconciliation' ? 'finance' : app;
      const archive = createRawArchive({
        pool,
        masterKey: Buffer.from(options.secrets.HUB_MASTER_KEY, 'hex'),
        context,
        allowed: new Set(),
      });
      const records = await archive.readMany(ids);
      return new Map(
        records.map((raw) => [
          raw.id,
          {
            columns: [raw.id, raw.direction, raw.system, raw.operation, raw.contentType, raw.receivedAt.toISOString(), raw.subject],
            body: raw.body.toString('utf8'),
          },
        ]),
      );
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
