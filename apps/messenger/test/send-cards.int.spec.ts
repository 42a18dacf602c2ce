import { eventCatalogue, type HubEvent } from '@orderloom/contracts';
import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
import { createRawArchive, rawArchiveMigrations } from '@orderloom/raw-archive';
import { readDoor } from '@orderloom/rpc/door-token';
import { createOutboundHttp, openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { eventually, freshDatabase, startOutsideWorld, type OutsideWorld } from '@orderloom/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planLogisticsCards } from '../src/application/plan-logistics-cards.ts';
import type { Contacts, MessengerDeps } from '../src/application/ports.ts';
import { publicLinks } from '../src/links.ts';
import { sendLogisticsCards } from '../src/application/send-logistics-cards.ts';
import { planAlerts } from '../src/application/tell-alerts.ts';
import { tellWorkItems } from '../src/application/tell-work-items.ts';
import { messengerDeployment } from '../src/env.ts';
import { messageStore } from '../src/persistence/message-store.ts';
import { rememberAlerts } from '../src/persistence/untold-alerts.ts';
import { rememberUntold } from '../src/persistence/untold-work-items.ts';
import { serviceAccountTransport } from '../src/transports/wechat-service-account/client.ts';
import { wecomRobot } from '../src/transports/wecom/robot.ts';

const DEADLINE_MS = 1_500;
const deploymentFile = fileURLToPath(new URL('../../../tools/demo/deployment.json', import.meta.url));

let world: OutsideWorld;
let database: Database;
const linkKey = randomBytes(32);
let deps: MessengerDeps;
let clock: Date;
let follower: string;
let vault: Contacts;
let serial = 0;

beforeAll(async () => {
  world = await startOutsideWorld();
  follower = (await world.get<{ wechatOpenId: string }[]>('/control/buyer-links?from=0&count=50'))[0]?.wechatOpenId ?? '';
  database = await openDatabase({
    url: await freshDatabase('messenger'),
    poolSize: 6,
    applicationName: 'messenger-spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
  const filled = join(mkdtempSync(join(tmpdir(), 'orderloom-messenger-')), 'deployment.json');
  writeFileSync(
    filled,
    readFileSync(deploymentFile, 'utf8').replaceAll('{sandbox}', world.base).replace('{command-center}', 'https://hub.example'),
  );
  const { messaging } = messengerDeployment(filled);
  const now = (): Date => clock;
  deps = {
    pool: database.pool,
    outbox: createOutbox({ source: 'messenger', now, wake: () => undefined }),
    archive: createRawArchive({ pool: database.pool, masterKey: randomBytes(32), context: 'messenger', allowed: new Set() }),
    // Tokens of the service account live by the outside clock.
    customers: serviceAccountTransport(
      createOutboundHttp({ system: 'wechat-oa', deadlineMs: DEADLINE_MS }),
      messaging.wechatServiceAccount,
      () => new Date(),
    ),
    staff: wecomRobot(createOutboundHttp({ system: 'wecom', deadlineMs: DEADLINE_MS }), messaging.wecomRobot),
    contacts: { openIds: (tokens) => vault.openIds(tokens) },
    links: publicLinks(linkKey, 'https://hub.example'),
    messages: messageStore,
    now,
  };
}, 90_000);
afterAll(async () => {
  world.stop();
  await database.close();
});
beforeEach(() => {
  clock = new Date();
  vault = { openIds: (tokens) => Promise.resolve(new Map(tokens.map((token) => [token, follower]))) };
});

const later = (seconds: number): void => {
  clock = new Date(clock.getTime() + seconds * 1_000);
};

function dispatched(orderId: string): HubEvent<'hub.fulfilment.parcel-dispatched.v1'> {
  const type = 'hub.fulfilment.parcel-dispatched.v1';
  const data = eventCatalogue[type].fromJSON({
    orderId,
    parcelId: `${orderId}-1-p1`,
    trackingNumber: `SF${orderId.slice(-5)}`,
    carrier: 'SF',
    recipientToken: 'r',
    eta: clock.toISOString(),
    lines: [{ lineNo: '1', sku: 'TEA', quantity: 2 }],
  });
  return {
    id: randomUUID(),
    type,
    aggregateId: orderId,
    aggregateVersion: 0,
    orderId,
    system: 'hub',
    actor: 'spec',
    occurredAt: clock,
    receivedAt: clock,
    recordedAt: clock,
    rawRef: '',
    traceparent: '',
    outboxSeq: 0n,
    data,
  };
}

async function plannedCard(): Promise<string> {
  serial += 1;
  const orderId = `DY20261122-${String(serial).padStart(5, '0')}`;
  await inTransaction(deps.pool, (tx) => planLogisticsCards(deps, tx, [dispatched(orderId), dispatched(orderId)]));
  return orderId;
}

const stateOf = async (orderId: string): Promise<readonly string[]> =>
  (await database.pool.query<{ state: string }>('select state from message where order_id = $1', [orderId])).rows.map((row) => row.state);
const received = async (orderId: string): Promise<number> =>
  (await world.ledger('wechat-oa', 'message')).filter((entry) => JSON.stringify(entry).includes(`SF${orderId.slice(-5)}`)).length;

describe('logistics cards (CUS-01)', () => {
  it("carry a link that opens this order's page and no other (FUL-19)", async () => {
    const orderId = await plannedCard();
    await sendLogisticsCards(deps);
    const sent = (await world.ledger('wechat-oa', 'message')).map((entry) => JSON.stringify(entry));
    const link = /https:\/\/hub\.example\/p\/([\w.-]+)/.exec(sent.find((entry) => entry.includes(`SF${orderId.slice(-5)}`)) ?? '');
    expect(readDoor(linkKey, 'p', link?.[1] ?? '')).toBe(orderId);
  });

  it('reach the customer once, whatever comes twice', async () => {
    const orderId = await plannedCard();
    await inTransaction(deps.pool, (tx) => planLogisticsCards(deps, tx, [dispatched(orderId)]));
    await Promise.all([sendLogisticsCards(deps), sendLogisticsCards(deps)]);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['SENT'], 1]);
  });

  it('reach the customer once when the answer was lost', async () => {
    const orderId = await plannedCard();
    await world.misbehave({ system: 'wechat-oa', operation: 'message/template/send', kind: 'lose-answer', next: 1 });
    await sendLogisticsCards(deps);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['SENDING'], 1]);
    later(20);
    await sendLogisticsCards(deps);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['SENT'], 1]);
  });

  it('are sent again after a kill in mid-send, while the service account still knows our id', async () => {
    const orderId = await plannedCard();
    await database.pool.query("update message set state = 'SENDING', first_tried_at = $2, next_try_at = $2 where order_id = $1", [
      orderId,
      new Date(clock.getTime() - 60_000),
    ]);
    await sendLogisticsCards(deps);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['SENT'], 1]);
  });

  it('are not sent again when the outcome has been unknown for too long', async () => {
    const orderId = await plannedCard();
    await database.pool.query("update message set state = 'SENDING', first_tried_at = $2, next_try_at = $2 where order_id = $1", [
      orderId,
      new Date(clock.getTime() - 600_000),
    ]);
    await sendLogisticsCards(deps);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['REFUSED'], 0]);
  });

  it('are not sent again late because a try in between was refused for being busy', async () => {
    const orderId = await plannedCard();
    await world.misbehave({ system: 'wechat-oa', operation: 'message/template/send', kind: 'lose-answer', next: 1 });
    await sendLogisticsCards(deps);
    later(20);
    await world.misbehave({ system: 'wechat-oa', operation: 'message/template/send', kind: 'business-error', next: 1 });
    await sendLogisticsCards(deps);
    later(700);
    await sendLogisticsCards(deps);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['REFUSED'], 1]);
  });

  it('outlive a long outage of the vault: what was never sent is no unknown outcome', async () => {
    const orderId = await plannedCard();
    const open = vault;
    vault = { openIds: () => Promise.reject(new Error('the vault is away')) };
    for (let turn = 0; turn < 3; turn += 1) {
      await sendLogisticsCards(deps).catch(() => 0);
      later(300);
    }
    vault = open;
    await sendLogisticsCards(deps);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['SENT'], 1]);
  });

  it('go out, and are written, although one is answered late', async () => {
    const orderIds: string[] = [];
    for (let card = 0; card < 60; card += 1) orderIds.push(await plannedCard());
    const sent = async (): Promise<number> =>
      (await database.pool.query("select 1 from message where order_id = any($1) and state = 'SENT'", [orderIds])).rowCount ?? 0;
    let calls = 0;
    const send: MessengerDeps['customers']['send'] = async (card) => {
      calls += 1;
      if (calls === 1) await eventually(async () => expect(await sent()).toBe(59));
      return deps.customers.send(card);
    };
    expect(await sendLogisticsCards({ ...deps, customers: { system: deps.customers.system, send } })).toBe(60);
  });

  it('rest while the service account is away: a turn without progress says so', async () => {
    const orderId = await plannedCard();
    await world.misbehave({ system: 'wechat-oa', operation: 'message/template/send', kind: 'business-error', next: 1 });
    expect(await sendLogisticsCards(deps)).toBe(0);
    later(20);
    expect(await sendLogisticsCards(deps)).toBe(1);
    expect([await stateOf(orderId), await received(orderId)]).toEqual([['SENT'], 1]);
  });
});

describe('the digest of work items', () => {
  const told = async (): Promise<number> => (await world.ledger('wecom', 'message')).length;
  const untold = (): Promise<void> => {
    const openedAt = new Date(clock.getTime() - 60_000);
    return inTransaction(deps.pool, (tx) =>
      rememberUntold(tx, [{ workItemId: randomUUID(), pool: 'SHORTAGE', orderId: 'o', owner: 'inventory-planner', openedAt }]),
    );
  };

  it('is told once, also when the answer was lost', async () => {
    const before = await told();
    await untold();
    await world.misbehave({ system: 'wecom', operation: '*', kind: 'lose-answer', next: 1 });
    await tellWorkItems(deps);
    for (let turn = 0; turn < 3; turn += 1) {
      later(120);
      await tellWorkItems(deps);
    }
    expect(await told()).toBe(before + 1);
  });

  it('is not told twice after a kill in mid-send', async () => {
    const before = await told();
    await untold();
    await tellWorkItems(deps);
    await database.pool.query("update message set state = 'SENDING', next_try_at = $1 where transport = 'WECOM_ROBOT'", [clock]);
    later(120);
    await tellWorkItems(deps);
    expect(await told()).toBe(before + 1);
  });
});

describe('alerts', () => {
  it('are told to their owner in one message, which names them with the level that it told', async () => {
    const raisedAt = new Date(clock.getTime() - 60_000);
    const alert = { rule: 'STUCK_AT_GATE', value: 12, unit: 'COUNT', threshold: 10, owner: 'sourcing', raisedAt };
    const [first, second] = [randomUUID(), randomUUID()];
    await inTransaction(deps.pool, (tx) =>
      rememberAlerts(tx, [
        { ...alert, alertId: first, subject: '3', level: 'ORANGE' },
        { ...alert, alertId: second, subject: '6', level: 'ORANGE' },
      ]),
    );
    // Red before anybody was told: red is what is told.
    await inTransaction(deps.pool, (tx) =>
      rememberAlerts(tx, [{ ...alert, alertId: first, subject: '3', level: 'RED', value: 120, threshold: 100 }]),
    );
    const before = (await world.ledger('wecom', 'message')).length;
    await planAlerts(deps);
    for (let turn = 0; turn < 3; turn += 1) {
      later(1);
      await tellWorkItems(deps);
    }
    expect(await world.ledger('wecom', 'message')).toHaveLength(before + 1);
    const { rows } = await database.pool.query<{ data: string }>(`select data from outbox_event where data like '%${first}/RED%'`);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.data).toContain(`${second}/ORANGE`);
  });
});
