import { eventToCloudEvent, type HubEvent, type NewEvent } from '@orderloom/contracts';
import { PlatformOrderState, RefundKind } from '@orderloom/contracts/hub/channel/v1/events';
import { AddressChangesDefinition, DispatchClearanceDefinition, OrderShopsDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { connectHub, ensureStream } from '@orderloom/messaging';
import { identityHeader, rpcClient, signIdentity, type RpcClient } from '@orderloom/rpc';
import { createLogger, portOf } from '@orderloom/service-runtime';
import { freeOffset, freshDatabase, testNats, type TestNats } from '@orderloom/testing';
import { Pool } from 'pg';
import { register } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { composeOrder } from '../src/composition-root.ts';

const key = Buffer.alloc(32, 9);

/** A whole order service on real Postgres and NATS, and the ways into it. */
export interface OrderUnderTest {
  readonly pool: Pool;
  readonly nats: TestNats;
  readonly dispatch: RpcClient<typeof DispatchClearanceDefinition>;
  readonly addresses: RpcClient<typeof AddressChangesDefinition>;
  readonly shops: RpcClient<typeof OrderShopsDefinition>;
  /** Publishes events as another service's relay would. */
  tell(events: readonly NewEvent[]): Promise<void>;
  /** Publishes the last messages again, byte for byte. */
  tellAgain(): Promise<void>;
  /** Sends a document as a person with these roles. */
  ask(query: string, variables: object, roles?: readonly string[]): Promise<GraphAnswer>;
  /** Types of the events that the service told about an order, in order. */
  story(orderId: string): Promise<readonly string[]>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

// What a test reads of an answer is asserted there.
export interface GraphAnswer {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

export async function startOrder(): Promise<OrderUnderTest> {
  const nats = await testNats();
  const url = await freshDatabase('order');
  const offset = await freeOffset([portOf('order', 'http', 0), portOf('order', 'grpc', 0)]);
  const compose = () =>
    composeOrder({
      env: {
        HUB_HOST: '127.0.0.1',
        HUB_PORT_OFFSET: offset,
        DATABASE_URL: url,
        NATS_URL: nats.url,
        HUB_INTERNAL_KEY: key,
        HUB_DEPLOYMENT_FILE: '-',
        LOG_LEVEL: 'warn',
        DATABASE_POOL: 10,
      },
      log: createLogger('order', process.env['TEST_LOG_LEVEL'] ?? 'fatal'),
    });
  let service = await compose();
  const hub = await connectHub({ url: nats.url, name: 'test' });
  // The producers are not here to make their streams.
  for (const context of ['channel', 'inventory', 'fulfilment', 'tower'] as const) await ensureStream(hub, context);
  const pool = new Pool({ connectionString: url, max: 4 });
  const dispatch = rpcClient(DispatchClearanceDefinition, `127.0.0.1:${service.rpcPort}`, {
    internalKey: key,
    caller: 'fulfilment',
    deadlineMs: 20_000,
  });
  const addresses = rpcClient(AddressChangesDefinition, `127.0.0.1:${service.rpcPort}`, {
    internalKey: key,
    caller: 'channel-adapter',
    deadlineMs: 20_000,
  });
  const shops = rpcClient(OrderShopsDefinition, `127.0.0.1:${service.rpcPort}`, {
    internalKey: key,
    caller: 'messenger',
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
    dispatch,
    addresses,
    shops,
    tell: async (events) => {
      const full = events.map((event): HubEvent => {
        seq += 1n;
        const now = new Date();
        return {
          aggregateVersion: 0,
          orderId: '',
          system: 'douyin',
          actor: 'test',
          occurredAt: now,
          receivedAt: now,
          rawRef: 'channel/raw-1',
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
    ask: async (query, variables, roles = ['operations']) => {
      const response = await fetch(`http://127.0.0.1:${service.httpPort}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [identityHeader]: signIdentity(key, { caller: 'gateway', actor: 'acc-1', roles }) },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphAnswer;
    },
    story: async (orderId) => {
      const { rows } = await pool.query<{ type: string }>(
        "select type from outbox_event where order_id = $1 and type <> 'hub.order.audit-recorded.v1' order by aggregate_version",
        [orderId],
      );
      return rows.map((row) => row.type.replace('hub.order.', '').replace('.v1', ''));
    },
    restart: async () => {
      await service.stop();
      // A real restart is a new process with an empty registry.
      register.clear();
      service = await compose();
    },
    stop: async () => {
      dispatch.close();
      addresses.close();
      shops.close();
      await service.stop();
      await pool.end();
      await hub.close();
      await nats.remove();
    },
  };
}

const yuan = (minor: bigint) => ({ minor, currency: 'CNY' });

export function captured(
  platformOrderNo: string,
  told: {
    readonly version?: bigint;
    readonly state?: keyof typeof PlatformOrderState;
    readonly token?: string;
    readonly createdAt?: Date;
  } = {},
): NewEvent {
  const createdAt = told.createdAt ?? new Date('2026-11-21T17:00:00Z');
  const state = told.state ?? 'PAID';
  return {
    type: 'hub.channel.order-captured.v1',
    aggregateId: `dy-flagship:${platformOrderNo}`,
    data: {
      captureId: uuidv7(),
      channel: 'DY',
      shopId: 'dy-flagship',
      platformOrderNo,
      platformVersion: told.version ?? 1n,
      state: PlatformOrderState[state],
      platformStatus: '2',
      submittedAt: undefined,
      platformCreatedAt: createdAt,
      receivedAt: createdAt,
      paidAt: state === 'AWAITING_PAYMENT' ? undefined : createdAt,
      promisedShipAt: undefined,
      recipient: {
        token: told.token ?? 'token-1',
        maskedName: '张*',
        maskedPhone: '138****0000',
        district: undefined,
        coordinate: undefined,
        phoneIndex: 'i',
        phoneTailIndex: 't',
        addressVague: false,
      },
      lines: [
        {
          lineNo: '1',
          platformSkuId: 'p1',
          sku: 'A',
          title: '茶',
          quantity: 2,
          unitPrice: yuan(100n),
          paidShare: yuan(180n),
          gift: false,
          coldChain: false,
          extensions: {},
        },
        {
          lineNo: '2',
          platformSkuId: 'p2',
          sku: 'B',
          title: '杯',
          quantity: 1,
          unitPrice: yuan(50n),
          paidShare: yuan(50n),
          gift: false,
          coldChain: false,
          extensions: {},
        },
      ],
      goodsAmount: yuan(250n),
      discountAmount: yuan(20n),
      freightAmount: yuan(0n),
      paidAmount: yuan(230n),
      buyerToken: 'b',
      presale: false,
      deliveryRequirement: '',
      extensions: { influencer: 'x' },
      defaultedFields: ['receiver name'],
      mappingVersion: 1,
      intake: '',
    },
  };
}

export function refundRequested(platformOrderNo: string, refundId: string): NewEvent {
  return {
    type: 'hub.channel.refund-requested.v1',
    aggregateId: `dy-flagship:${platformOrderNo}`,
    data: {
      channel: 'DY',
      shopId: 'dy-flagship',
      platformOrderNo,
      refundId,
      kind: RefundKind.BEFORE_SHIPPING,
      wholeOrder: true,
      lines: [],
      amount: yuan(230n),
      reasonCode: '7',
      requestedAt: new Date(),
    },
  };
}

export function reserved(orderId: string): NewEvent {
  return {
    type: 'hub.inventory.stock-reserved.v1',
    aggregateId: orderId,
    orderId,
    data: { orderId, lines: [], reservedAt: new Date(), expiresAt: new Date() },
  };
}

export function sourced(
  orderId: string,
  parts: readonly {
    readonly fulfilmentOrderId: string;
    readonly warehouseId: string;
    readonly lines: readonly { readonly lineNo: string; readonly sku: string; readonly quantity: number }[];
  }[],
): NewEvent {
  return {
    type: 'hub.fulfilment.order-sourced.v1',
    aggregateId: orderId,
    orderId,
    data: {
      ...{ orderId, decisionId: uuidv7(), ruleVersion: 1, candidates: 1, refused: 0, decidedAt: new Date() },
      parts: parts.map((part) => ({ ...part, lines: [...part.lines], warehouseName: '', carrier: 'SF', carrierService: '1' })),
    },
  };
}
