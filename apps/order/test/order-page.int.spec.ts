import { eventually } from '@orderloom/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captured, reserved, startOrder, type OrderUnderTest } from './start-order.ts';

let hub: OrderUnderTest;
beforeAll(async () => {
  hub = await startOrder();
});
afterAll(() => hub.stop());

const REMARK = `mutation ($input: AddRemarkInput!) { addRemark(input: $input) { __typename ... on RemarkAdded { remarkId order { remarks { id author text } } } ... on RemarkUnusable { why } } }`;
const WITHDRAW = `mutation ($input: WithdrawRemarkInput!) { withdrawRemark(input: $input) { __typename ... on RemarkWithdrawn { order { remarks { id } } } } }`;
const EXPEDITE = `mutation ($input: ExpediteOrderInput!) { expediteOrder(input: $input) { __typename ... on ReasonUnusable { why } ... on OrderExpedited { withWarehouse order { timeClass expeditedBy } } } }`;
const CANCEL = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ... on ReasonUnusable { why } ... on ExpeditedJustNow { expeditedBy } } }`;
const PUBLISH = `mutation ($input: PublishHoldRulesInput!) { publishHoldRules(input: $input) { __typename ... on HoldRulesPublished { rules { version highValue { threshold { minor } owner dueMinutes } } } } }`;
const HOLD = `mutation ($input: HoldOrderInput!) { holdOrder(input: $input) { __typename ... on ReasonUnusable { why } } }`;
const RELEASE = `mutation ($input: ReleaseHoldInput!) { releaseHold(input: $input) { __typename } }`;

async function placed(platformOrderNo: string): Promise<string> {
  await hub.tell([captured(platformOrderNo)]);
  return eventually(async () => {
    const { rows } = await hub.pool.query<{ id: string }>('select id from orders where platform_order_no = $1', [platformOrderNo]);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('not placed yet');
    return id;
  });
}

async function locked(platformOrderNo: string): Promise<string> {
  const id = await placed(platformOrderNo);
  await hub.tell([reserved(id)]);
  await eventually(async () => expect(await hub.story(id)).toContain('cleared-for-sourcing'));
  return id;
}

const claim = async (orderId: string, fulfilmentOrderId: string) =>
  (await hub.dispatch.call.claimDispatch({ claims: [{ orderId, fulfilmentOrderId, recipientToken: 'token-1' }] })).verdicts[0]?.answer;

describe('remarks', () => {
  it('are kept once for one key, shown, told without their words, and taken back', async () => {
    const orderId = await placed('remark');
    const input = { orderId, text: '客户要求周末送', idempotencyKey: uuidv7() };
    const [first, second] = await Promise.all([hub.ask(REMARK, { input }), hub.ask(REMARK, { input })]);
    expect(first.data?.['addRemark']).toMatchObject({ order: { remarks: [{ author: 'acc-1', text: '客户要求周末送' }] } });
    expect(second.data?.['addRemark']?.['remarkId']).toBe(first.data?.['addRemark']?.['remarkId']);
    expect((await hub.story(orderId)).filter((kind) => kind === 'remark-added')).toHaveLength(1);
    const { rows } = await hub.pool.query<{ data: string }>("select data from outbox_event where order_id = $1 and type like '%remark%'", [
      orderId,
    ]);
    expect(rows.map((row) => row.data).join(' ')).not.toContain('周末');
    const remarkId = first.data?.['addRemark']?.['remarkId'];
    const gone = await hub.ask(WITHDRAW, { input: { orderId, remarkId, idempotencyKey: uuidv7() } });
    expect(gone.data?.['withdrawRemark']).toMatchObject({ order: { remarks: [] } });
    const again = await hub.ask(WITHDRAW, { input: { orderId, remarkId, idempotencyKey: uuidv7() } });
    expect(again.data?.['withdrawRemark']?.['__typename']).toBe('RemarkNotFound');
    const none = await hub.ask(WITHDRAW, { input: { orderId, remarkId: 'nothing', idempotencyKey: uuidv7() } });
    expect(none.data?.['withdrawRemark']?.['__typename']).toBe('RemarkNotFound');
  });
  it('refuses personal data, unknown orders and roles that may not', async () => {
    const orderId = await placed('remark-refused');
    const ask = (text: string, of = orderId, roles?: readonly string[]) =>
      hub.ask(REMARK, { input: { orderId: of, text, idempotencyKey: uuidv7() } }, roles);
    expect((await ask('电话 13812345678')).data?.['addRemark']).toMatchObject({ __typename: 'RemarkUnusable', why: 'PERSONAL_DATA' });
    expect((await ask('ok', 'DY20261122-99999')).data?.['addRemark']?.['__typename']).toBe('OrderNotFound');
    expect((await ask('ok', orderId, ['finance'])).data?.['addRemark']?.['__typename']).toBe('NotAllowed');
  });
});

describe('reasons', () => {
  it.each([
    ['holdOrder', HOLD],
    ['expediteOrder', EXPEDITE],
    ['cancelOrder', CANCEL],
  ])('with personal data are refused and leave no trace: %s', async (deed, document) => {
    const orderId = await locked(`reason-${deed}`);
    const before = await hub.story(orderId);
    const ask = (reason: string) => hub.ask(document, { input: { orderId, reason, idempotencyKey: uuidv7() } });
    expect((await ask('客户电话 13812345678')).data?.[deed]).toMatchObject({ __typename: 'ReasonUnusable', why: 'PERSONAL_DATA' });
    expect((await ask(' ')).data?.[deed]).toMatchObject({ __typename: 'ReasonUnusable', why: 'EMPTY' });
    expect(await hub.story(orderId)).toEqual(before);
    const { rows } = await hub.pool.query("select 1 from outbox_event where data::text like '%13812345678%'");
    expect(rows).toEqual([]);
    expect((await ask('客户催促')).data?.[deed]?.['__typename']).not.toBe('ReasonUnusable');
  });
});

describe('expediting', () => {
  it('raises the class for the decision that is still to come, once', async () => {
    const orderId = await locked('expedite');
    const ask = () => hub.ask(EXPEDITE, { input: { orderId, reason: 'customer', idempotencyKey: uuidv7() } });
    expect((await ask()).data?.['expediteOrder']).toMatchObject({
      withWarehouse: false,
      order: { timeClass: 'RAISED', expeditedBy: 'acc-1' },
    });
    expect((await ask()).data?.['expediteOrder']?.['__typename']).toBe('AlreadyExpedited');
    const { rows } = await hub.pool.query<{ data: string }>(
      "select data from outbox_event where order_id = $1 and type like '%cleared%' order by aggregate_version",
      [orderId],
    );
    expect(rows.map((row) => JSON.parse(row.data).timeClass)).toEqual(['TIME_CLASS_NORMAL', 'TIME_CLASS_RAISED']);
  });
  it('asks a second word for cancelling what was expedited seconds ago, and a stop under way refuses it', async () => {
    const orderId = await locked('conflict');
    await claim(orderId, 'F-conflict');
    const expedite = () => hub.ask(EXPEDITE, { input: { orderId, reason: 'customer', idempotencyKey: uuidv7() } });
    expect((await expedite()).data?.['expediteOrder']).toMatchObject({ withWarehouse: true });
    const cancel = (overrule: boolean) => hub.ask(CANCEL, { input: { orderId, reason: 'buyer', overrule, idempotencyKey: uuidv7() } });
    expect((await cancel(false)).data?.['cancelOrder']).toMatchObject({ __typename: 'ExpeditedJustNow', expeditedBy: 'acc-1' });
    expect((await cancel(true)).data?.['cancelOrder']?.['__typename']).toBe('CancelProposed');
    expect((await expedite()).data?.['expediteOrder']?.['__typename']).toBe('CancelUnderWay');
  });
  it('and a dispatch at the same moment end in one of the two, never in both', async () => {
    const orderId = await locked('race');
    const [answer] = await Promise.all([
      hub.ask(EXPEDITE, { input: { orderId, reason: 'customer', idempotencyKey: uuidv7() } }),
      claim(orderId, 'F-race'),
    ]);
    const { rows } = await hub.pool.query<{ parts: readonly unknown[] }>('select parts from orders where id = $1', [orderId]);
    const wasFirst = answer.data?.['expediteOrder']?.['withWarehouse'] === true;
    expect(rows[0]?.parts.length === 1).toBe(wasFirst);
  });
});

describe('holds by rule', () => {
  const rules = {
    highValueEnabled: true,
    highValueMinor: '230',
    vagueAddressEnabled: true,
    abnormalPriceEnabled: true,
    abnormalPriceShare: 0.3,
  };
  const publish = (input: object, roles?: readonly string[]) =>
    hub.ask(PUBLISH, { input: { ...rules, basedOnVersion: 1, reason: 'test', idempotencyKey: uuidv7(), ...input } }, roles);

  it('are published by operations, by version, and count from the next payment on', async () => {
    expect((await publish({}, ['service'])).data?.['publishHoldRules']?.['__typename']).toBe('NotAllowed');
    expect((await publish({ abnormalPriceShare: 1.5 })).data?.['publishHoldRules']?.['__typename']).toBe('HoldRulesInvalid');
    expect((await publish({ reason: '找 13812345678' })).data?.['publishHoldRules']?.['__typename']).toBe('ReasonUnusable');
    expect((await publish({})).data?.['publishHoldRules']).toMatchObject({
      rules: { version: 2, highValue: { threshold: { minor: '230' }, owner: 'operations', dueMinutes: 120 } },
    });
    expect((await publish({})).data?.['publishHoldRules']?.['__typename']).toBe('HoldRulesStale');
  });
  it('keep a paid order from its warehouse until a person releases it', async () => {
    const orderId = await placed('dear');
    expect(await hub.story(orderId)).toEqual(['placed', 'payment-confirmed', 'hold-placed']);
    await hub.tell([reserved(orderId)]);
    await eventually(async () => {
      const { rows } = await hub.pool.query<{ status: string }>('select status from orders where id = $1', [orderId]);
      expect(rows[0]?.status).toBe('STOCK_LOCKED');
    });
    expect(await hub.story(orderId)).not.toContain('cleared-for-sourcing');
    const { rows } = await hub.pool.query<{ id: string; reason: string; note: string }>(
      'select id, reason, note from hold where order_id = $1',
      [orderId],
    );
    expect(rows).toMatchObject([{ reason: 'HIGH_VALUE', note: '2.30 ≥ 2.30' }]);
    const released = await hub.ask(RELEASE, { input: { orderId, holdId: rows[0]?.id, idempotencyKey: uuidv7() } });
    expect(released.data?.['releaseHold']?.['__typename']).toBe('HoldReleased');
    expect((await hub.story(orderId)).slice(-2)).toEqual(['hold-released', 'cleared-for-sourcing']);
  });
});
