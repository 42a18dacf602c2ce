import pg from 'pg';
import { z } from 'zod';
import { databaseUrl, hubServices } from '../../tools/start/parts/services.ts';
import type { System } from '../../tools/start/system.ts';

/** The final state that the checks judge: the databases of the hub, the broker's counters and the sandbox's own ledgers. */
export interface FinalState {
  readonly query: <Row extends z.ZodType>(
    app: string,
    row: Row,
    sql: string,
    values?: readonly unknown[],
  ) => Promise<readonly z.infer<Row>[]>;
  readonly outside: <Shape extends z.ZodType>(path: string, shape: Shape) => Promise<z.infer<Shape>>;
  readonly consumers: () => Promise<readonly Consumer[]>;
  readonly close: () => Promise<void>;
}

const consumer = z.object({ stream_name: z.string(), name: z.string(), num_pending: z.number(), num_ack_pending: z.number() });
export type Consumer = z.infer<typeof consumer>;

const jetStream = z.object({
  account_details: z
    .array(z.object({ stream_detail: z.array(z.object({ consumer_detail: z.array(consumer).nullish() })).nullish() }))
    .nullish(),
});

export async function readFinalState(system: Pick<System, 'addresses' | 'databaseBase'>): Promise<FinalState> {
  const clients = new Map<string, pg.Client>();
  for (const app of hubServices) {
    const client = new pg.Client({
      connectionString: databaseUrl(app, system.databaseBase, process.env),
      application_name: 'load-checker',
    });
    await client.connect();
    await client.query('set default_transaction_read_only = on');
    clients.set(app, client);
  }
  const readJson = async <Shape extends z.ZodType>(url: string, shape: Shape): Promise<z.infer<Shape>> => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return shape.parse(await answer.json());
  };
  return {
    query: async (app, row, sql, values = []) => {
      const client = clients.get(app);
      if (client === undefined) throw new Error(`no database of ${app}`);
      const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
      return z.array(row).parse(rows);
    },
    outside: (path, shape) => readJson(`${system.addresses.url('sandbox', 'http')}/control${path}`, shape),
    consumers: async () => {
      const said = await readJson(`${system.addresses.url('nats', 'monitor')}/jsz?consumers=true`, jetStream);
      return (said.account_details ?? [])
        .flatMap((account) => account.stream_detail ?? [])
        .flatMap((stream) => stream.consumer_detail ?? []);
    },
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.end()));
    },
  };
}
