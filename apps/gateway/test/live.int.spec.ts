import { randomUUID } from 'node:crypto';
import { eventToCloudEvent } from '@orderloom/contracts';
import { TwinChanged, type DeepPartial } from '@orderloom/contracts/hub/tower/v1/events';
import { connectHub, type HubConnection } from '@orderloom/messaging';
import { eventually, testNats, type TestNats } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, signedIn, type Browser } from './browser.ts';
import { startTown, type Town } from './gateway-with-subgraphs.ts';

type Heard = { readonly id: string | undefined; readonly event: string; readonly data: unknown; readonly at: number };

let nats: TestNats;
let town: Town;
let tower: HubConnection;
let person: Browser;

beforeAll(async () => {
  nats = await testNats();
  town = await startTown(nats);
  tower = await connectHub({ url: nats.url, name: 'control-tower' });
  person = await signedIn(town.url, 'operations');
});
afterAll(async () => {
  await tower.close();
  await town.close();
  await nats.remove();
});

describe('/live', () => {
  it('tells every browser of a change at once, with its id, version and scalars only', async () => {
    const [left, right] = [await listen(), await listen()];
    const sent = performance.now();
    await publish([['DY20260115-00001', 1n]]);
    for (const stream of [left, right]) {
      const [change] = await eventually(() => orEmpty(orders(stream.heard)));
      expect(change?.data).toEqual({
        id: 'DY20260115-00001',
        version: '1',
        gate: 2,
        stuck: false,
        status: 'PLACED',
        at: '2026-01-15T04:00:00.000Z',
      });
      expect((change?.at ?? Infinity) - sent).toBeLessThan(150);
      stream.close();
    }
  });

  it('merges what follows within a quarter of a second, and survives a message that is nonsense', async () => {
    const stream = await listen();
    tower.nats.publish('hub.tower.twin-changed.v1', 'not json');
    tower.nats.publish('hub.tower.twin-changed.v1', JSON.stringify([{ type: 'nobody.knows' }]));
    await publish([
      ['DY20260115-00002', 1n],
      ['DY20260115-00003', 1n],
      ['DY20260115-00002', 2n],
    ]);
    await publish([['DY20260115-00002', 3n]]);
    await eventually(() => expect(versions(stream.heard, 'DY20260115-00002')).toEqual(['1', '3']));
    expect(versions(stream.heard, 'DY20260115-00003')).toEqual(['1']);
    stream.close();
  });

  it('tells of each order that an event speaks of, and of one that an older tower told alone', async () => {
    const stream = await listen();
    await publishOne({ changes: [change('DY20260115-00004', 1n), change('DY20260115-00005', 3n)] });
    await publishOne({ ...change('DY20260115-00006', 2n), changes: [] });
    await eventually(() => expect(orders(stream.heard)).toHaveLength(3));
    expect(orders(stream.heard).map((event) => event.data)).toMatchObject([
      { id: 'DY20260115-00004', version: '1', gate: 2 },
      { id: 'DY20260115-00005', version: '3', status: 'PLACED' },
      { id: 'DY20260115-00006', version: '2', stuck: false },
    ]);
    stream.close();
  });

  it('gives a browser that comes back exactly what it missed', async () => {
    const stream = await listen();
    await publish([['DY20260115-00010', 1n]]);
    await eventually(() => expect(versions(stream.heard, 'DY20260115-00010')).toEqual(['1']));
    const lastId = stream.heard.findLast((event) => event.event === 'order')?.id;
    stream.close();
    await publish([
      ['DY20260115-00011', 1n],
      ['DY20260115-00012', 1n],
    ]);
    const watcher = await listen();
    await publish([['DY20260115-00013', 1n]]);
    await eventually(() => expect(versions(watcher.heard, 'DY20260115-00013')).toEqual(['1']));
    watcher.close();

    const back = await listen({ 'last-event-id': lastId ?? '' });
    await eventually(() =>
      expect(orders(back.heard).map((event) => idOf(event.data))).toEqual(['DY20260115-00011', 'DY20260115-00012', 'DY20260115-00013']),
    );
    expect(back.heard.some((event) => event.event === 'reset')).toBe(false);
    back.close();
  });

  it('tells a browser to ask again when its last event is of another process', async () => {
    const stream = await listen({ 'last-event-id': 'feedfeedfeed.7' });
    await eventually(() => expect(stream.heard[0]?.event).toBe('reset'));
    stream.close();
  });

  it('tells browsers to ask again after the broker was away, and hears it again', async () => {
    const stream = await listen();
    await nats.restart();
    await eventually(() => expect(stream.heard.some((event) => event.event === 'reset')).toBe(true), { timeoutMs: 15_000 });
    await eventually(async () => {
      await publish([['DY20260115-00020', 1n]]);
      expect(versions(stream.heard, 'DY20260115-00020')).not.toEqual([]);
    });
    stream.close();
  });

  it('is closed to people who are not signed in', async () => {
    expect((await browser(town.url).get('/live')).status).toBe(401);
  });
});

const at = new Date('2026-01-15T04:00:00Z');
const change = (orderId: string, version: bigint) => ({ orderId, version, gate: 2, stuck: false, status: 'PLACED', changedAt: at });

/** As the tower tells it: all that a transaction changed in one event. */
function publish(changes: readonly (readonly [string, bigint])[]): Promise<void> {
  return publishOne({ changes: changes.map(([orderId, version]) => change(orderId, version)) });
}

async function publishOne(told: DeepPartial<TwinChanged>): Promise<void> {
  const event = eventToCloudEvent({
    id: randomUUID(),
    type: 'hub.tower.twin-changed.v1',
    aggregateId: 'twins',
    aggregateVersion: 0,
    orderId: '',
    system: 'hub',
    actor: 'control-tower',
    occurredAt: at,
    receivedAt: at,
    recordedAt: at,
    rawRef: '',
    traceparent: '',
    outboxSeq: 1n,
    data: TwinChanged.fromPartial(told),
  });
  tower.nats.publish('hub.tower.twin-changed.v1', JSON.stringify([event]));
  await tower.nats.flush();
}

async function listen(
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly heard: readonly Heard[]; readonly close: () => void }> {
  const abort = new AbortController();
  const response = await fetch(`${town.url}/live`, { headers: { cookie: person.cookie, ...headers }, signal: abort.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const heard: Heard[] = [];
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      heard.push(...blocks.map(parseBlock));
    }
  };
  read().catch(() => undefined);
  await eventually(() => heard.some((event) => event.event === 'heartbeat'));
  return { heard, close: () => abort.abort() };
}

function parseBlock(block: string): Heard {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  return { id: fields.get('id'), event: fields.get('event') ?? '', data: JSON.parse(fields.get('data') ?? '{}'), at: performance.now() };
}

function orders(heard: readonly Heard[]): readonly Heard[] {
  return heard.filter((event) => event.event === 'order');
}

function orEmpty(events: readonly Heard[]): readonly Heard[] | false {
  return events.length > 0 && events;
}

function idOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
}

function versions(heard: readonly Heard[], id: string): readonly unknown[] {
  return orders(heard)
    .filter((event) => idOf(event.data) === id)
    .map((event) => (typeof event.data === 'object' && event.data !== null && 'version' in event.data ? event.data.version : undefined));
}
