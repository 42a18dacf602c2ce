import { connectHub } from '@orderloom/messaging';
import { identityHeader, signIdentity } from '@orderloom/rpc';
import { freeOffset, ownPostgres, testNats } from '@orderloom/testing';
import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { fromRoot } from '../../start/paths.ts';
import { orderTeller, type Told } from './webhook-events.ts';
import { deadReceiver, mortal } from './webhook-processes.ts';

export interface CampaignFigures {
  readonly seconds: number;
  readonly kills: { readonly messenger: number; readonly receiver: number; readonly postgres: number };
  readonly orders: number;
  readonly events: number;
  /** Calls that the receiver took as its own; those beyond one for each event came again. */
  readonly calls: number;
  readonly again: number;
  readonly missing: number;
  /** Events that came for the first time after a later one of their order. */
  readonly outOfOrder: number;
  /** Calls of the receiver's book without a try in the sender's log. */
  readonly notInLog: number;
  readonly attempts: Readonly<Record<string, number>>;
  readonly impostors: { readonly tried: number; readonly taken: number };
  /** Deliveries to the endpoint that never answers, which were open all the time. */
  readonly deadEndpointOpen: number;
  readonly settledAfterS: number;
}

const kinds = ['messenger', 'receiver', 'postgres', 'messenger', 'receiver', 'messenger', 'receiver'] as const;
const key = (): string => randomBytes(32).toString('hex');
const reply = z.object({ data: z.object({ createWebhookEndpoint: z.object({ secret: z.string() }) }) });
const ledgerPage = z.object({
  entries: z.array(z.object({ key: z.string(), data: z.object({ id: z.string(), again: z.boolean(), endpoint: z.string() }) })),
  next: z.number(),
});

/** Messenger, its Postgres and the partner's shop are killed at random while orders go on; then everything is counted on both sides. */
export async function runWebhookCampaign(options: {
  readonly seconds: number;
  readonly ordersPerSecond: number;
  readonly killEveryMs: readonly [number, number];
  readonly say: (text: string) => void;
}): Promise<CampaignFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-webhooks-'));
  const [postgres, nats, dead, offset] = [
    await ownPostgres(),
    await testNats(),
    await deadReceiver(),
    await freeOffset([4300, 4301, 5300, 4900]),
  ];
  const receiverBase = `http://127.0.0.1:${4900 + offset}`;
  const messengerBase = `http://127.0.0.1:${4301 + offset}`;
  const databaseUrl = `${postgres.baseUrl}/messenger`;
  await query(`${postgres.baseUrl}/postgres`, 'create database messenger');
  const deploymentFile = join(folder, 'deployment.json');
  const template = readFileSync(fromRoot('tools', 'demo', 'deployment.json'), 'utf8');
  writeFileSync(
    deploymentFile,
    template.replaceAll('{sandbox}', receiverBase).replaceAll(/\{(command-center|hooks\.[a-z-]+)\}/g, receiverBase),
  );
  const internalKey = key();
  const common = { HUB_PORT_OFFSET: String(offset), HUB_DEPLOYMENT_FILE: deploymentFile, LOG_LEVEL: 'error' };
  const receiver = mortal([fromRoot('apps/sandbox/src/main.ts')], { ...common, SANDBOX_DATA: join(folder, 'sandbox') }, () =>
    isUp(`${receiverBase}/live`),
  );
  const messenger = mortal(
    ['--import', '@orderloom/telemetry/preload', fromRoot('apps/messenger/src/main.ts')],
    {
      ...common,
      DATABASE_URL: databaseUrl,
      NATS_URL: nats.url,
      HUB_INTERNAL_KEY: internalKey,
      HUB_MASTER_KEY: key(),
      HUB_WEBHOOK_ALLOW: dead.origin,
      HUB_WEBHOOK_DEADLINE_MS: '1500',
    },
    () => isUp(`${messengerBase}/readyz`),
  );
  const hub = await connectHub({ url: nats.url, name: 'campaign' });
  try {
    await Promise.all([receiver.start(), messenger.start()]);
    const register = async (url: string): Promise<string> => {
      const answer = await fetch(`${messengerBase}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [identityHeader]: signIdentity(internalKey, { caller: 'gateway', actor: 'campaign', roles: ['admin'] }),
        },
        body: JSON.stringify({
          query: `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { ... on WebhookEndpointCreated { secret } ... on Refusal { code message } } }`,
          variables: { input: { partnerId: 'campaign', url, eventTypes: webhooksOfLife, idempotencyKey: randomUUID() } },
        }),
      });
      return reply.parse(await answer.json()).data.createWebhookEndpoint.secret;
    };
    const secret = await register(`${receiverBase}/partner-shop/hooks/main`);
    await register(`${dead.origin}/never`);
    await post(`${receiverBase}/control/systems/partner-shop/secret`, { endpoint: 'main', secrets: [secret] });

    const kills = { messenger: 0, receiver: 0, postgres: 0 };
    const until = Date.now() + options.seconds * 1_000;
    const killing = (async () => {
      let turn = 0;
      while (Date.now() < until) {
        await pause(randomInt(options.killEveryMs[0], options.killEveryMs[1]));
        // Each kind once, then as it comes.
        const kind = kinds[turn] ?? kinds[randomInt(kinds.length)];
        turn += 1;
        if (kind === 'messenger') {
          kills.messenger += 1;
          await messenger.kill();
          await pause(randomInt(50, 800));
          await messenger.start();
        } else if (kind === 'receiver') {
          kills.receiver += 1;
          await receiver.kill();
          await pause(randomInt(50, 1_500));
          await receiver.start();
        } else {
          kills.postgres += 1;
          await postgres.kill();
          await pause(randomInt(50, 800));
          await postgres.start();
        }
      }
    })();
    const teller = orderTeller(hub);
    const told: Told[] = [];
    const impostors = { tried: 0, taken: 0 };
    while (Date.now() < until) {
      const began = Date.now();
      told.push(...(await teller.next(Math.max(1, Math.round(options.ordersPerSecond / 4)))));
      await tryImpostors(`${receiverBase}/partner-shop/hooks/main`, secret, impostors);
      await pause(Math.max(0, 250 - (Date.now() - began)));
    }
    await killing;
    options.say(`${told.length} events told, ${JSON.stringify(kills)} kills; waiting for the last delivery`);
    const ended = Date.now();
    const open = async (): Promise<number> =>
      Number(
        (
          await query(
            databaseUrl,
            "select count(*)::int as n from webhook_event e where not exists (select 1 from webhook_delivery d join webhook_endpoint p on p.id = d.endpoint_id where d.position = e.position and p.url like '%/main' and d.state = 'DELIVERED')",
          )
        )[0]?.['n'],
      );
    const planned = async (): Promise<number> =>
      Number((await query(databaseUrl, 'select count(*)::int as n from webhook_event'))[0]?.['n']);
    for (let tries = 0; tries < 600 && ((await planned()) < told.length || (await open()) > 0); tries += 1) await pause(250);
    return {
      ...(await compare({ told, receiverBase, databaseUrl })),
      seconds: options.seconds,
      kills,
      impostors,
      settledAfterS: Math.round((Date.now() - ended) / 100) / 10,
    };
  } finally {
    await Promise.all([messenger.kill(), receiver.kill()]);
    await hub.close();
    dead.close();
    await Promise.all([postgres.remove(), nats.remove()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const webhooksOfLife = ['order.placed', 'order.paid', 'order.recipient_changed', 'order.held', 'order.released', 'order.cancelled'];

/** What the receiver's own book says, against what was told and what the sender logged. */
async function compare(at: { readonly told: readonly Told[]; readonly receiverBase: string; readonly databaseUrl: string }) {
  const heard: { readonly id: string; readonly about: string }[] = [];
  for (let after = 0; ;) {
    const answer = await fetch(`${at.receiverBase}/control/ledger?system=partner-shop&kind=webhook&limit=5000&after=${after}`);
    const page = ledgerPage.parse(await answer.json());
    heard.push(...page.entries.map((entry) => ({ id: entry.data.id, about: entry.key })));
    if (page.entries.length === 0) break;
    after = page.next;
  }
  const calls = new Map<string, number>();
  const firsts: { readonly id: string; readonly about: string }[] = [];
  for (const one of heard) {
    if (!calls.has(one.id)) firsts.push(one);
    calls.set(one.id, (calls.get(one.id) ?? 0) + 1);
  }
  const expected = new Map(at.told.map(({ id }, index) => [id, index]));
  let outOfOrder = 0;
  for (const own of Map.groupBy(firsts, ({ about }) => about).values()) {
    let latest = -1;
    for (const { id } of own) {
      const place = expected.get(id) ?? -1;
      if (place < latest) outOfOrder += 1;
      latest = Math.max(latest, place);
    }
  }
  const logged = new Map(
    (
      await query(
        at.databaseUrl,
        "select d.event_id, count(*)::int as n from webhook_attempt a join webhook_delivery d on d.id = a.delivery_id join webhook_endpoint p on p.id = d.endpoint_id where p.url like '%/main' group by 1",
      )
    ).map((row) => [String(row['event_id']), Number(row['n'])]),
  );
  const outcomes = await query(
    at.databaseUrl,
    "select coalesce(a.status::text, a.trouble, 'CUT_OFF') as outcome, count(*)::int as n from webhook_attempt a join webhook_delivery d on d.id = a.delivery_id join webhook_endpoint p on p.id = d.endpoint_id where p.url like '%/main' group by 1 order by 2 desc",
  );
  const [dead] = await query(
    at.databaseUrl,
    "select count(*)::int as n from webhook_delivery d join webhook_endpoint p on p.id = d.endpoint_id where p.url like '%/never' and d.state in ('DUE', 'WAITING')",
  );
  return {
    orders: new Set(at.told.map(({ orderId }) => orderId)).size,
    events: at.told.length,
    calls: heard.length,
    again: heard.length - firsts.length,
    missing: at.told.filter(({ id }) => !calls.has(id)).length,
    outOfOrder,
    notInLog: [...calls].reduce((sum, [id, count]) => sum + Math.max(0, count - (logged.get(id) ?? 0)), 0),
    attempts: Object.fromEntries(outcomes.map((row) => [String(row['outcome']), Number(row['n'])])),
    deadEndpointOpen: Number(dead?.['n'] ?? 0),
  };
}

/** A forged one, a stale one, and two whose body or signature was written anew; a receiver that is down refuses them too. */
async function tryImpostors(url: string, secret: string, count: { tried: number; taken: number }): Promise<void> {
  const body = '{"type":"order.placed","version":1,"timestamp":"2026-11-22T05:00:00Z","data":{"orderId":"IMPOSTOR"}}';
  const now = Math.floor(Date.now() / 1_000);
  const sign = (hex: string, at: number): string =>
    createHmac('sha256', Buffer.from(hex, 'base64')).update(`evt_impostor.${at}.${body}`).digest('base64');
  const own = secret.slice(6);
  const tries = [
    { at: now, signature: `v1,${sign(randomBytes(32).toString('base64'), now)}`, body },
    { at: now - 400, signature: `v1,${sign(own, now - 400)}`, body },
    { at: now, signature: `v1,${sign(own, now)}`, body: JSON.stringify(JSON.parse(body), null, 1) },
    { at: now, signature: `v1,${Buffer.from(sign(own, now), 'base64').toString('hex')}`, body },
  ];
  for (const one of tries) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'webhook-id': 'evt_impostor', 'webhook-timestamp': String(one.at), 'webhook-signature': one.signature },
      body: one.body,
    }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer === undefined) continue;
    count.tried += 1;
    if (answer.status !== 401) count.taken += 1;
  }
}

async function isUp(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  await answer.body?.cancel();
  return answer.ok;
}

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}

async function query(url: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
