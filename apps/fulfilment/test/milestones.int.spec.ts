import { identityHeader, signIdentity } from '@orderloom/rpc';
import { eventually } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.clear([
    { orderId: 'DY20261122-00001', lines: [{ lineNo: '1', sku: 'POT-YIXING', quantity: 1 }] },
    { orderId: 'DY20261122-00002', lines: [{ lineNo: '1', sku: 'TEA-OOLONG-100', quantity: 1 }] },
  ]);
  await eventually(async () => expect((await world.pool.query('select 1 from clearance')).rowCount).toBe(2), { timeoutMs: 20_000 });
});
afterAll(async () => {
  await world?.remove();
});

const CONFIRM = `mutation ($input: ConfirmMilestoneInput!) { confirmMilestone(input: $input) {
  __typename
  ... on MilestoneNoted { position }
  ... on MilestoneOutOfOrder { missing }
  ... on MilestoneUnusable { field }
} }`;
const made = 'DY20261122-00001';

describe('a milestone of made-to-order goods (FUL-06)', () => {
  it('is noted once for its key, told as a fact of the order and kept in the audit log', async () => {
    const input = { orderId: made, milestone: 'PARAMETERS_CONFIRMED', reference: 'MO 2026-77', idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 6 }, () => confirm(input)));
    for (const answer of answers) expect(answer).toEqual({ __typename: 'MilestoneNoted', position: 3 });
    const { rows } = await world.pool.query<{ type: string; data: string; actor: string }>(
      `select type, data, actor from outbox_event where order_id = $1 and (type like '%milestone%' or data like '%milestone-confirmed%') order by seq, nth`,
      [made],
    );
    expect(rows.map(({ type, actor }) => [type, actor])).toEqual([
      ['hub.fulfilment.milestone-confirmed.v1', 'key:maker'],
      ['hub.fulfilment.audit-recorded.v1', 'key:maker'],
    ]);
    expect(JSON.parse(rows[0]?.data ?? '')).toMatchObject({
      orderId: made,
      milestone: 'PARAMETERS_CONFIRMED',
      position: 3,
      reference: 'MO 2026-77',
    });
    expect(await confirm({ ...input, reference: 'other' })).toEqual({ __typename: 'IdempotencyKeyReused' });
  });

  it('is refused by name: again, out of order, told by a system, of other goods, of no order, with a wrong time', async () => {
    expect(await confirm({ milestone: 'PARAMETERS_CONFIRMED' })).toEqual({ __typename: 'MilestoneAlreadyConfirmed' });
    expect(await confirm({ milestone: 'BOARD_OUT' })).toEqual({ __typename: 'MilestoneOutOfOrder', missing: 'PRODUCTION_STARTED' });
    expect(await confirm({ milestone: 'SIGNED' })).toEqual({ __typename: 'MilestoneNotConfirmable' });
    expect(await confirm({ orderId: 'DY20261122-00002', milestone: 'BOARD_OUT' })).toEqual({ __typename: 'NotMadeToOrder' });
    expect(await confirm({ orderId: 'DY20261122-99999', milestone: 'BOARD_OUT' })).toEqual({ __typename: 'OrderNotFound' });
    const late = { milestone: 'PRODUCTION_STARTED', happenedAt: '2099-01-01T00:00:00Z' };
    expect(await confirm(late)).toEqual({ __typename: 'MilestoneUnusable', field: 'happenedAt' });
    const test = { scopes: ['milestones:write'], environment: 'test', shops: ['sandbox-store'] };
    expect(await confirm({ milestone: 'PRODUCTION_STARTED' }, test)).toEqual({ __typename: 'OrderNotFound' });
  });

  it('of two that are confirmed at the same moment stands once, and the other is told that it stood', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => confirm({ milestone: 'PRODUCTION_STARTED' })));
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
      'MilestoneAlreadyConfirmed',
      'MilestoneAlreadyConfirmed',
      'MilestoneNoted',
    ]);
  });

  it('is shown with all seventeen on the order, and with none where nothing is made to order', async () => {
    const query = `query ($orders: [_Any!]!) { _entities(representations: $orders) { ... on Order { milestones { position name told at } } } }`;
    const orders = [made, 'DY20261122-00002'].map((id) => ({ __typename: 'Order', id }));
    const data = await ask(query, { orders }, { scopes: ['orders:read'] });
    const [first, second] = data['_entities'] as readonly {
      readonly milestones: readonly { readonly name: string; readonly at: string | null }[];
    }[];
    expect(first?.milestones).toHaveLength(17);
    expect(first?.milestones.filter(({ at }) => at !== null).map(({ name }) => name)).toEqual([
      'PAID',
      'RISK_PASSED',
      'PARAMETERS_CONFIRMED',
      'PRODUCTION_STARTED',
    ]);
    expect(second?.milestones).toEqual([]);
  });
});

async function confirm(input: object, identity: object = { scopes: ['milestones:write'] }): Promise<{ readonly __typename: string }> {
  const data = await ask(CONFIRM, { input: { orderId: made, idempotencyKey: randomUUID(), ...input } }, identity);
  return data['confirmMilestone'] as { readonly __typename: string };
}

async function ask(query: string, variables: object, identity: object): Promise<Readonly<Record<string, unknown>>> {
  const signed = signIdentity(Buffer.alloc(32, 7), { caller: 'gateway', actor: 'key:maker', partner: 'p1', ...identity });
  const response = await fetch(`http://127.0.0.1:${4201 + world.offset}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [identityHeader]: signed },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
