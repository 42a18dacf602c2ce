import { eventCatalogue, storedEvent, type Context, type EventType, type EventBody, type HubEvent } from '@orderloom/contracts';
import { connectHub, ensureStream, publishBatch, type HubConnection } from '@orderloom/messaging';
import { signIdentity, identityHeader } from '@orderloom/rpc/identity';
import { createLogger } from '@orderloom/service-runtime';
import { eventually, freeOffset, freshDatabase, startNode, testNats, type Child, type TestNats } from '@orderloom/testing';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { register } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { composeChannelAdapter, type ChannelAdapter } from '../src/composition-root.ts';
import { readChannelDeployment, readChannelEnv } from '../src/env.ts';

const root = new URL('../../../', import.meta.url);
const key = (byte: string): string => byte.repeat(32);

/** The adapter on real Postgres and NATS, beside the real sandbox as a process of its own. */
export interface Harness {
  readonly pool: Pool;
  readonly adapter: () => ChannelAdapter;
  readonly hooks: () => string;
  control<T = Record<string, unknown>>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** Events of a type in the adapter's outbox, oldest first. */
  events<T extends EventType>(
    type: T,
    about?: string,
  ): Promise<readonly { readonly orderId: string; readonly data: EventBody<T>; readonly rawRef: string }[]>;
  tell<T extends EventType>(type: T, orderId: string, data: EventBody<T>): Promise<void>;
  graphql<T extends object = Record<string, never>>(
    query: string,
    variables?: object,
    roles?: readonly string[],
    identity?: object,
  ): Promise<T>;
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  stopAdapter(): Promise<void>;
  stop(): Promise<void>;
}

export async function startHarness(env: Readonly<Record<string, string>> = {}): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-channel-'));
  const offset = await freeOffset([4100, 4101, 5100, 4900]);
  const deploymentFile = join(folder, 'deployment.json');
  const sandboxUrl = `http://127.0.0.1:${4900 + offset}`;
  writeFileSync(
    deploymentFile,
    readFileSync(new URL('tools/demo/deployment.json', root), 'utf8')
      .replaceAll('{sandbox}', sandboxUrl)
      .replaceAll('{hooks.channel-adapter}', `http://127.0.0.1:${4100 + offset}`)
      .replaceAll(/\{hooks\.[\w-]+\}/g, 'http://127.0.0.1:9'),
  );
  const databaseUrl = await freshDatabase('channel');
  const nats: TestNats = await testNats();
  const pool = new Pool({ connectionString: databaseUrl, max: 3 });
  pool.on('error', () => undefined);
  const sandbox = await startSandbox(
    { HUB_PORT_OFFSET: String(offset), HUB_DEPLOYMENT_FILE: deploymentFile, LOG_LEVEL: 'warn' },
    sandboxUrl,
  );
  const hub: HubConnection = await connectHub({ url: nats.url, name: 'test' });
  const log = createLogger('channel-adapter', process.env['TEST_LOG'] ?? 'silent');

  const compose = (extra: Readonly<Record<string, string>>): Promise<ChannelAdapter> => {
    register.clear();
    const full = {
      HUB_PORT_OFFSET: String(offset),
      DATABASE_URL: databaseUrl,
      NATS_URL: nats.url,
      HUB_DEPLOYMENT_FILE: deploymentFile,
      HUB_INTERNAL_KEY: key('0f'),
      HUB_MASTER_KEY: key('aa'),
      HUB_INDEX_KEY: key('bb'),
      ...env,
      ...extra,
    };
    return composeChannelAdapter({ env: readChannelEnv(full), deployment: readChannelDeployment(deploymentFile), log });
  };
  let adapter = await compose({});
  let running = true;
  const stopAdapter = async (): Promise<void> => {
    if (running) await adapter.stop();
    running = false;
  };

  return {
    pool,
    adapter: () => adapter,
    hooks: () => `http://127.0.0.1:${adapter.hooksPort}/hooks`,
    control: async (method, path, body) => {
      const response = await fetch(`${sandboxUrl}/control/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    },
    events: async (type, about) => {
      const { rows } = await pool.query<{ order_id: string; data: string; raw_ref: string }>(
        'select order_id, data, raw_ref from outbox_event where type = $1 and ($2::text is null or data like $2) order by seq, nth',
        [type, about === undefined ? null : `%${about}%`],
      );
      const codec = eventCatalogue[type] as unknown as { fromJSON(json: unknown): EventBody<typeof type> };
      return rows.map((row) => ({ orderId: row.order_id, data: codec.fromJSON(JSON.parse(row.data)), rawRef: row.raw_ref }));
    },
    tell: async (type, orderId, data) => {
      const context = type.split('.')[1] as Context;
      await ensureStream(hub, context);
      const now = new Date();
      const event = {
        id: uuidv7(),
        type,
        aggregateId: orderId,
        aggregateVersion: 0,
        orderId,
        system: 'hub',
        actor: context,
        occurredAt: now,
        receivedAt: now,
        recordedAt: now,
        rawRef: '',
        traceparent: '',
        outboxSeq: 1n,
        data,
      } as unknown as HubEvent;
      await publishBatch(hub, { context, type, bundles: [storedEvent(event)], mark: { settled: 0n, fence: 0n } });
    },
    graphql: async (query, variables = {}, roles = ['operations', 'service'], identity = {}) => {
      const response = await fetch(`http://127.0.0.1:${adapter.httpPort}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [identityHeader]: signIdentity(key('0f'), { caller: 'gateway', actor: 'acc-1', roles, ...identity }),
        },
        body: JSON.stringify({ query, variables }),
      });
      const answer = await response.json();
      if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
    stopAdapter,
    restart: async (extra = {}) => {
      await stopAdapter();
      adapter = await compose(extra);
      running = true;
    },
    stop: async () => {
      await stopAdapter();
      await hub.close();
      await pool.end();
      await sandbox.end('SIGKILL');
      await nats.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startSandbox(env: Readonly<Record<string, string>>, url: string): Promise<Child> {
  const child = startNode([new URL('apps/sandbox/src/main.ts', root).pathname], env);
  await eventually(
    async () => {
      if (child.ended()) throw new Error(`the sandbox ended: ${child.output()}`);
      return (await fetch(`${url}/control/state`)).ok;
    },
    { timeoutMs: 30_000, everyMs: 100 },
  );
  return child;
}
