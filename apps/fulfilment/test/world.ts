import { storedEvent, type HubEvent } from '@orderloom/contracts';
import { connectHub, ensureStream, publishBatch, type HubConnection } from '@orderloom/messaging';
import { eventually, freeOffset, freshDatabase, startNode, testNats, type Child, type TestNats } from '@orderloom/testing';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { startPeers, type Peers } from './peers.ts';

const root = new URL('../../..', import.meta.url).pathname;
const internalKey = Buffer.alloc(32, 7);

/** Fulfilment as a process of its own, the sandbox beside it, and small peers for the three services that it asks. */
export interface World {
  readonly pool: Pool;
  readonly peers: Peers;
  readonly offset: number;
  readonly hooks: string;
  clear(orders: readonly TestOrder[]): Promise<void>;
  propose(stop: {
    readonly orderId: string;
    readonly scope?: 'STOP_SCOPE_WHOLE_ORDER' | 'STOP_SCOPE_LINES' | 'STOP_SCOPE_AMENDMENT';
    readonly lineNos?: readonly string[];
  }): Promise<string>;
  publish(
    type: 'hub.order.hold-released.v1',
    data: { readonly orderId: string; readonly holdId: string; readonly releasedBy: string; readonly releasedAt: Date | undefined },
  ): Promise<void>;
  /** Events that fulfilment told of an order, in order. */
  told(orderId: string): Promise<readonly Told[]>;
  status(orderId: string): Promise<readonly string[]>;
  control<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  kill(): Promise<void>;
  start(): Promise<void>;
  output(): string;
  remove(): Promise<void>;
}

export interface Told {
  readonly type: string;
  readonly system: string;
  readonly rawRef: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks into bodies of every type
  readonly data: any;
}

export interface TestOrder {
  readonly orderId: string;
  readonly lines: readonly { readonly lineNo: string; readonly sku: string; readonly quantity: number; readonly coldChain?: boolean }[];
  readonly token?: string;
  readonly channel?: string;
}

export async function openWorld(change: (deployment: Record<string, never>) => void = () => undefined): Promise<World> {
  const offset = await freeOffset([4900, 4200, 4201, 5200, 5100, 5110, 5120]);
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-fulfilment-'));
  const deploymentFile = join(folder, 'deployment.json');
  const template = readFileSync(join(root, 'tools/demo/deployment.json'), 'utf8')
    .replaceAll('{sandbox}', `http://127.0.0.1:${4900 + offset}`)
    .replaceAll('{hooks.fulfilment}', `http://127.0.0.1:${4200 + offset}`)
    .replaceAll('{hooks.channel-adapter}', `http://127.0.0.1:${4100 + offset}`)
    .replaceAll('{hooks.messenger}', `http://127.0.0.1:${4300 + offset}`);
  const deployment = JSON.parse(template);
  change(deployment);
  writeFileSync(deploymentFile, JSON.stringify(deployment));
  const nats: TestNats = await testNats();
  const url = await freshDatabase('fulfilment');
  const pool = new Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  const hub: HubConnection = await connectHub({ url: nats.url, name: 'test' });
  await ensureStream(hub, 'order');
  const peers = await startPeers({ offset, internalKey });
  const common = { HUB_PORT_OFFSET: String(offset), HUB_DEPLOYMENT_FILE: deploymentFile };
  const sandbox = startNode([join(root, 'apps/sandbox/src/main.ts')], {
    ...common,
    SANDBOX_DATA: join(folder, 'sandbox'),
    SANDBOX_SPEED: '100',
    SANDBOX_SEED: '7',
    LOG_LEVEL: 'warn',
  });
  let child: Child | undefined;
  let seq = 0n;

  const publish = async (type: HubEvent['type'], orderId: string, data: unknown): Promise<void> => {
    seq += 1n;
    const now = new Date();
    const event = {
      id: uuidv7(),
      type,
      aggregateId: orderId,
      aggregateVersion: Number(seq),
      orderId,
      system: 'hub',
      actor: 'order',
      occurredAt: now,
      receivedAt: now,
      recordedAt: now,
      rawRef: '',
      traceparent: '',
      outboxSeq: seq,
      data,
    } as HubEvent; // the test pairs type and body
    await publishBatch(hub, { context: 'order', type, bundles: [storedEvent(event)], mark: { settled: seq, fence: 1n } });
  };
  const start = async (): Promise<void> => {
    child = startNode(['--import', '@orderloom/telemetry/preload', join(root, 'apps/fulfilment/src/main.ts')], {
      ...common,
      DATABASE_URL: url,
      NATS_URL: nats.url,
      HUB_INTERNAL_KEY: internalKey.toString('hex'),
      HUB_MASTER_KEY: '11'.repeat(32),
      LOG_LEVEL: 'info',
    });
    await ready(`http://127.0.0.1:${4201 + offset}/readyz`, child);
  };
  await Promise.all([ready(`http://127.0.0.1:${4900 + offset}/control`, sandbox), start()]);

  return {
    pool,
    peers,
    offset,
    hooks: `http://127.0.0.1:${4200 + offset}/hooks`,
    clear: async (orders) => {
      for (const order of orders) await publish('hub.order.cleared-for-sourcing.v1', order.orderId, clearedBody(order));
    },
    propose: async (stop) => {
      const proposalId = uuidv7();
      await publish('hub.order.stop-proposed.v1', stop.orderId, {
        orderId: stop.orderId,
        proposalId,
        scope: stop.scope ?? 'STOP_SCOPE_WHOLE_ORDER',
        lineNos: stop.lineNos ?? [],
        reason: 'REFUND_REQUESTED',
        refundId: '',
        proposedAt: new Date(),
      });
      return proposalId;
    },
    publish: (type, data) => publish(type, data.orderId, data),
    told: async (orderId) => {
      const { rows } = await pool.query('select type, system, raw_ref, data from outbox_event where order_id = $1 order by seq, nth', [
        orderId,
      ]);
      return rows.map((row) => ({
        type: String(row.type).replace(/^hub\.fulfilment\.|\.v1$/g, ''),
        system: row.system,
        rawRef: row.raw_ref,
        data: JSON.parse(row.data),
      }));
    },
    status: async (orderId) => {
      const { rows } = await pool.query('select status from fulfilment_order where order_id = $1 order by id', [orderId]);
      return rows.map((row) => row.status);
    },
    control: async (method, path, body) => {
      const response = await fetch(`http://127.0.0.1:${4900 + offset}/control${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
    kill: async () => {
      await child?.end('SIGKILL');
    },
    start,
    output: () => `${child?.output() ?? ''}`,
    remove: async () => {
      await child?.end('SIGTERM');
      await sandbox.end('SIGTERM');
      await peers.stop();
      await hub.close();
      await nats.remove();
      await pool.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function clearedBody(order: TestOrder) {
  const money = (minor: bigint) => ({ minor, currency: 'CNY' });
  const goods = order.lines.reduce((sum, line) => sum + 9_900n * BigInt(line.quantity), 0n);
  return {
    orderId: order.orderId,
    channel: order.channel ?? 'DY',
    shopId: 'dy-flagship',
    platformOrderNo: `69${order.orderId.slice(-10)}`,
    lines: order.lines.map((line) => ({
      ...line,
      title: `商品 ${line.sku}`,
      unitPrice: money(9_900n),
      paidShare: money(9_333n * BigInt(line.quantity)),
      gift: false,
      coldChain: line.coldChain ?? false,
    })),
    recipient: {
      token: order.token ?? `token-${order.orderId}`,
      maskedName: '张*',
      maskedPhone: '138****8000',
      district: { code: '330106', province: '浙江省', city: '杭州市', county: '西湖区' },
      coordinate: { longitude: 120.13, latitude: 30.26, precision: 'COORDINATE_PRECISION_COUNTY' },
      phoneIndex: 'x',
      phoneTailIndex: 'y',
      addressVague: false,
    },
    timeClass: 'TIME_CLASS_NORMAL',
    promisedShipAt: undefined,
    placedAt: new Date(),
    goodsAmount: money(goods),
    discountAmount: money(0n),
    freightAmount: money(800n),
    paidAmount: money(goods),
    paidAt: new Date(),
    buyerToken: 'b',
  };
}

async function ready(url: string, child: Child): Promise<void> {
  await eventually(
    async () => {
      if (child.ended()) throw new Error(`process ended: ${child.output()}`);
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      return response.ok;
    },
    { timeoutMs: 90_000, everyMs: 100 },
  );
}
