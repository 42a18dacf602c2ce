import { createLogger } from '@orderloom/service-runtime';
import { freeOffset, freshDatabase, testNats, type TestNats } from '@orderloom/testing';
import { connectHub, ensureStream, type HubConnection } from '@orderloom/messaging';
import { StockClaimsDefinition } from '@orderloom/contracts/hub/inventory/v1/service';
import { rpcClient, type RpcClient } from '@orderloom/rpc';
import { eventToCloudEvent, type HubEvent, type NewEvent } from '@orderloom/contracts';
import { Pool } from 'pg';
import { register } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { portOf } from '@orderloom/service-runtime';
import { composeInventory, type Inventory } from '../src/composition-root.ts';

const key = Buffer.alloc(32, 7);

/** A whole inventory service on real Postgres and NATS, and the ways into it. */
export interface InventoryUnderTest {
  readonly pool: Pool;
  readonly nats: TestNats;
  readonly stock: RpcClient<typeof StockClaimsDefinition>;
  readonly databaseUrl: string;
  readonly httpUrl: string;
  readonly key: Buffer;
  /** Publishes events as another service's relay would: one message per type. */
  tell(events: readonly NewEvent[]): Promise<void>;
  /** Publishes the same bytes again. */
  tellAgain(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startInventory(
  products: readonly { readonly sku: string; readonly safetyStock: number }[] = [],
): Promise<InventoryUnderTest> {
  const nats = await testNats();
  const url = await freshDatabase('inventory');
  // The doors of the address book are shifted to where nobody is.
  const offset = await freeOffset([portOf('inventory', 'http', 0), portOf('inventory', 'grpc', 0)]);
  const compose = (): Promise<Inventory> =>
    composeInventory({
      env: {
        HUB_HOST: '127.0.0.1',
        HUB_PORT_OFFSET: offset,
        DATABASE_URL: url,
        NATS_URL: nats.url,
        HUB_INTERNAL_KEY: key,
        HUB_DEPLOYMENT_FILE: '-',
        LOG_LEVEL: 'warn',
        DATABASE_POOL: 10,
        HUB_UNPAID_HOLD_SECONDS: 1_800,
      },
      deployment: {
        warehouses: [{ id: 'WH-NEW' }],
        products: products.map((product) => ({ name: `名 ${product.sku}`, nameEn: `Name ${product.sku}`, ...product })),
      },
      log: createLogger('inventory', process.env['TEST_LOG_LEVEL'] ?? 'fatal'),
    });
  let service = await compose();
  const hub: HubConnection = await connectHub({ url: nats.url, name: 'test' });
  // The producers are not here to make their streams.
  for (const context of ['order', 'fulfilment', 'tower'] as const) await ensureStream(hub, context);
  const pool = new Pool({ connectionString: url, max: 4 });
  const stock = rpcClient(StockClaimsDefinition, `127.0.0.1:${service.rpcPort}`, {
    internalKey: key,
    caller: 'fulfilment',
    deadlineMs: 20_000,
  });
  let seq = 0n;
  let last: readonly { readonly subject: string; readonly body: string }[] = [];
  const publish = async (): Promise<void> => {
    for (const message of last) await hub.js.publish(message.subject, message.body);
  };

  return {
    pool,
    nats,
    stock,
    databaseUrl: url,
    httpUrl: `http://127.0.0.1:${service.httpPort}/graphql`,
    key,
    tell: async (events) => {
      const full = events.map((event): HubEvent => {
        seq += 1n;
        const now = new Date();
        return {
          aggregateVersion: 0,
          orderId: '',
          system: 'hub',
          actor: 'test',
          occurredAt: now,
          receivedAt: now,
          rawRef: '',
          traceparent: '',
          ...event,
          id: uuidv7(),
          recordedAt: now,
          outboxSeq: seq,
        } as HubEvent;
      });
      last = [...Map.groupBy(full, (event) => event.type)].map(([subject, group]) => ({
        subject,
        body: JSON.stringify(group.map(eventToCloudEvent)),
      }));
      await publish();
    },
    tellAgain: publish,
    restart: async () => {
      await service.stop();
      // A real restart is a new process with an empty registry.
      register.clear();
      service = await compose();
    },
    stop: async () => {
      stock.close();
      await service.stop();
      await pool.end();
      await hub.close();
      await nats.remove();
    },
  };
}

export function counted(warehouseId: string, items: Readonly<Record<string, number>>, at = new Date()): NewEvent {
  return {
    type: 'hub.fulfilment.stock-counted.v1',
    aggregateId: warehouseId,
    data: {
      warehouseId,
      countedAt: at,
      countId: uuidv7(),
      items: Object.entries(items).map(([sku, quantity]) => ({ sku, quantity, frozen: 0 })),
    },
  };
}

export function paid(orderId: string, lines: Readonly<Record<string, number>>, at = new Date()): NewEvent {
  return {
    type: 'hub.order.payment-confirmed.v1',
    aggregateId: orderId,
    orderId,
    data: {
      orderId,
      channel: 'DY',
      shopId: 'shop',
      platformOrderNo: orderId,
      paidAt: at,
      paidAmount: { minor: 100n, currency: 'CNY' },
      lines: Object.entries(lines).map(([sku, quantity]) => ({ lineNo: sku, sku, quantity })),
    },
  };
}
