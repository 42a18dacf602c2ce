import type { WebhookType } from '@orderloom/contracts';
import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { openDatabase, sqlMigrations } from '@orderloom/service-runtime';
import { rawArchiveMigrations } from '@orderloom/raw-archive';
import { eventually, freshDatabase } from '@orderloom/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { Webhook } from 'standardwebhooks';
import type { WebhookDeps } from '../src/application/webhooks/ports.ts';
import { webhookSender } from '../src/application/webhooks/send-webhooks.ts';
import type { Translated } from '../src/application/webhooks/translate-event.ts';
import { messageStore } from '../src/persistence/message-store.ts';
import { webhookStore } from '../src/persistence/webhooks/webhook-store.ts';
import { createFence } from '../src/transports/webhook/fence.ts';
import { webhookPost } from '../src/transports/webhook/post.ts';
import { webhookSecrets } from '../src/transports/webhook/secrets.ts';

const DEADLINE_MS = 400;

export interface HeardWebhook {
  readonly id: string;
  readonly type: string;
  readonly order: string;
  readonly body: string;
  readonly verified: boolean;
}

/** The sender with a real database, a clock of its own and a real receiver for each endpoint. */
export interface WebhookBench {
  readonly deps: WebhookDeps;
  readonly pool: Pool;
  answer: (heard: HeardWebhook) => number;
  now(): Date;
  later(ms: number): void;
  endpoint(wish: { readonly types: readonly WebhookType[]; readonly shops?: readonly string[]; readonly slow?: boolean }): Promise<string>;
  told(...events: readonly Translated[]): Promise<void>;
  /** Sends until nothing is due. */
  drain(): Promise<void>;
  heard(endpointId: string): readonly HeardWebhook[];
  untilHeard(endpointId: string, count: number): Promise<void>;
  stateOf(endpointId: string): Promise<string>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** Each event has an id by what it says, so that the same words are the same event. */
export function plannedFor(order: string, type: WebhookType, shopId = 'dy-flagship'): Translated {
  const occurredAt = new Date('2026-11-22T05:00:00Z');
  const body = JSON.stringify({ type, version: 1, timestamp: occurredAt.toISOString(), data: { orderId: order } });
  return { id: `evt_${order}_${type}`, type, lane: order, orderId: order, shopId, occurredAt, body };
}

export async function startWebhookBench(): Promise<WebhookBench> {
  const database = await openDatabase({
    url: await freshDatabase('messenger'),
    poolSize: 8,
    applicationName: 'webhooks-spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  let clock = new Date();
  const heard = new Map<string, HeardWebhook[]>();
  const keys = new Map<string, string>();
  const slow = new Set<string>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const endpointId = (request.url ?? '').slice(1);
      const body = Buffer.concat(parts).toString('utf8');
      const said = JSON.parse(body) as { readonly type: string; readonly data: { readonly orderId: string } };
      const one = {
        id: String(request.headers['webhook-id']),
        type: said.type,
        order: said.data.orderId,
        body,
        verified: verifies(keys.get(endpointId) ?? '', body, request.headers, clock),
      };
      heard.set(endpointId, [...(heard.get(endpointId) ?? []), one]);
      if (!slow.has(endpointId)) response.writeHead(bench.answer(one)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const now = (): Date => clock;
  const deps: WebhookDeps = {
    pool: database.pool,
    outbox: createOutbox({ source: 'messenger', now, wake: () => undefined }),
    webhooks: webhookStore(database.pool),
    secrets: webhookSecrets(randomBytes(32)),
    receiver: webhookPost(createFence({ allowed: [origin] }), { deadlineMs: DEADLINE_MS, userAgent: 'spec' }),
    messages: messageStore,
    now,
    random: () => 0.5,
  };
  const troubles: unknown[] = [];
  const sender = webhookSender(deps, { leaseMs: 5_000, onFree: () => undefined, onTrouble: (error) => troubles.push(error) });

  const bench: WebhookBench = {
    deps,
    pool: database.pool,
    answer: () => 200,
    now,
    later: (ms) => {
      clock = new Date(clock.getTime() + ms);
    },
    endpoint: async ({ types, shops, slow: isSlow }) => {
      const id = randomUUID();
      const secret = deps.secrets.fresh();
      keys.set(id, secret);
      if (isSlow === true) slow.add(id);
      await database.pool.query(
        `insert into webhook_endpoint (id, partner_id, url, description, event_types, shops, state, secret, secret_version, created_at, created_by)
         values ($1, 'p1', $2, '', $3, $4, 'ENABLED', $5, 1, $6, 'spec')`,
        [id, `${origin}/${id}`, types, shops ?? null, deps.secrets.seal(secret, id), clock],
      );
      return id;
    },
    told: (...events) => inTransaction(database.pool, async (tx) => void (await deps.webhooks.plan(tx, events, clock))),
    drain: async () => {
      do await sender.idle();
      while ((await sender.turn()) > 0);
      if (troubles.length > 0) throw troubles[0];
    },
    heard: (endpointId) => heard.get(endpointId) ?? [],
    untilHeard: (endpointId, count) =>
      eventually(
        async () => {
          await sender.turn();
          if ((heard.get(endpointId)?.length ?? 0) < count) throw new Error(`${heard.get(endpointId)?.length ?? 0} of ${count}`);
        },
        { timeoutMs: 20_000, everyMs: 10 },
      ),
    stateOf: async (endpointId) =>
      (await database.pool.query<{ state: string }>('select state from webhook_endpoint where id = $1', [endpointId])).rows[0]?.state ?? '',
    forget: async () => {
      await sender.idle();
      await database.pool.query(
        'truncate webhook_attempt, webhook_delivery, webhook_endpoint, webhook_event, webhook_order, webhook_unknown_order, message, outbox, kept_answer',
      );
      heard.clear();
      bench.answer = () => 200;
    },
    close: async () => {
      await sender.idle();
      await deps.receiver.close();
      server.closeAllConnections();
      server.close();
      await database.close();
    },
  };
  return bench;
}

/** The library's own signature is compared: its check of the time goes by the real clock, and the bench's is moved by hand. */
function verifies(secret: string, body: string, headers: Readonly<Record<string, string | string[] | undefined>>, now: Date): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
  const expected = new Webhook(secret).sign(String(headers['webhook-id']), at, body);
  return Math.abs(at.getTime() - now.getTime()) < 60_000 && String(headers['webhook-signature']).split(' ').includes(expected);
}
