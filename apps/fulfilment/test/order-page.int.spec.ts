import { identityHeader, signIdentity } from '@orderloom/rpc';
import { eventually } from '@orderloom/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  world.peers.stock.set('WH-HZ TEA-OOLONG-100', { onHand: 500, allocated: 0 });
});
afterAll(async () => {
  await world?.remove();
});

interface Answer {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function ask(query: string, variables: object, roles: readonly string[] = ['operations']): Promise<Answer> {
  const identity = signIdentity(Buffer.alloc(32, 7), { caller: 'gateway', actor: 'acc-1', roles });
  const response = await fetch(`http://127.0.0.1:${4201 + world.offset}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [identityHeader]: identity },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const TRACE = `mutation ($orderId: ID!, $parcelId: ID!, $key: String!) { askTraceAgain(orderId: $orderId, parcelId: $parcelId, idempotencyKey: $key) { __typename ... on TraceTold { newNodes } } }`;
const SOURCE = `mutation ($orderId: ID!, $key: String!) { sourceAgain(orderId: $orderId, idempotencyKey: $key) { __typename } }`;
const typeOf = (answer: Answer): unknown => Object.values(answer.data ?? {})[0]?.['__typename'];

describe('a trace asked for again (FUL-11)', () => {
  const orderId = 'DY20261122-00001';
  const parcel = async (): Promise<string> => {
    const { rows } = await world.pool.query<{ id: string }>('select id from parcel where order_id = $1 and dispatched_at is not null', [
      orderId,
    ]);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('no parcel yet');
    return id;
  };

  it('turns what the carrier tells into facts, each once, and answers the same key alike', async () => {
    await world.clear([{ orderId, lines: [{ lineNo: '1', sku: 'TEA-OOLONG-100', quantity: 2 }] }]);
    const parcelId = await eventually(parcel, { timeoutMs: 40_000, everyMs: 100 });
    await world.control('POST', '/speed', { speed: 5_000 });
    await eventually(
      async () => {
        const { rows } = await world.pool.query('select 1 from route_node where parcel_id = $1', [parcelId]);
        expect(rows.length).toBeGreaterThan(1);
      },
      { timeoutMs: 60_000, everyMs: 200 },
    );
    // What a lost push leaves behind: the carrier knows more than the hub.
    await world.pool.query('delete from route_node where parcel_id = $1', [parcelId]);
    const key = uuidv7();
    const told = await ask(TRACE, { orderId, parcelId, key });
    const newNodes = Number(told.data?.['askTraceAgain']?.['newNodes']);
    expect(newNodes).toBeGreaterThan(1);
    expect((await ask(TRACE, { orderId, parcelId, key })).data?.['askTraceAgain']).toMatchObject({ newNodes });
    const { rows } = await world.pool.query<{ raw_ref: string }>('select raw_ref from route_node where parcel_id = $1', [parcelId]);
    expect(rows.length).toBeGreaterThanOrEqual(newNodes);
    for (const row of rows) expect(row.raw_ref).toMatch(/^fulfilment\//);
  }, 120_000);

  it('is refused within the minute, for strange parcels, and for roles that may not', async () => {
    const parcelId = await parcel();
    const key = (): string => uuidv7();
    expect(typeOf(await ask(TRACE, { orderId, parcelId, key: key() }))).toBe('TraceAskedJustNow');
    expect(typeOf(await ask(TRACE, { orderId, parcelId: 'P-none', key: key() }))).toBe('ParcelNotFound');
    expect(typeOf(await ask(TRACE, { orderId, parcelId, key: key() }, ['finance']))).toBe('SourcingNotAllowed');
  });
});

describe('sourcing again', () => {
  it('starts one search for two people at once, and says when there is none to start', async () => {
    const orderId = 'DY20261122-00002';
    await world.clear([{ orderId, lines: [{ lineNo: '1', sku: 'POT-YIXING', quantity: 1 }] }]);
    await eventually(async () => expect((await world.told(orderId)).map((event) => event.type)).toContain('sourcing-failed'));
    const key = uuidv7();
    const [first, second, same] = await Promise.all([
      ask(SOURCE, { orderId, key }),
      ask(SOURCE, { orderId, key: uuidv7() }),
      ask(SOURCE, { orderId, key }),
    ]);
    expect(typeOf(same)).toBe(typeOf(first));
    expect([typeOf(first), typeOf(second)]).toContain('SourcingStarted');
    expect(typeOf(await ask(SOURCE, { orderId: 'DY20261122-99999', key: uuidv7() }))).toBe('NothingToSource');
    expect(typeOf(await ask(SOURCE, { orderId: 'DY20261122-99999', key }))).toBe('FulfilmentKeyReused');
  });
});

describe('a decision', () => {
  it('names the limit that it used', async () => {
    const answer = await ask(
      `query ($id: ID!) { _entities(representations: [{ __typename: "Order", id: $id }]) { ... on Order { sourcingDecisions { occupancyLimit nearest } fulfilmentOrders { stop { state } } } } }`,
      { id: 'DY20261122-00001' },
    );
    expect(JSON.stringify(answer)).toContain('{"occupancyLimit":0.85,"nearest":3}');
  });
});
