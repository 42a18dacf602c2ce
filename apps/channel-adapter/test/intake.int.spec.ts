import { eventually } from '@orderloom/testing';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(async () => {
  await harness.control('DELETE', 'misbehave');
});

const CAPTURED = 'hub.channel.order-captured.v1';

describe('the intake', () => {
  it.each(['DY', 'WX'])('captures a pushed order of %s, with its recipient sealed and its raw body kept', async (channel) => {
    const orderNo = await place({
      channel,
      lines: [
        { sku: 'TEA-WHITE-GIFT', quantity: 2 },
        { sku: 'CUP-CELADON', quantity: 1 },
      ],
    });
    const [event] = await eventually(() => paid(orderNo), { timeoutMs: 20_000 });
    expect(event?.data).toMatchObject({
      channel,
      platformOrderNo: orderNo,
      lines: [
        { sku: 'TEA-WHITE-GIFT', quantity: 2, unitPrice: { minor: 32800n } },
        { sku: 'CUP-CELADON', quantity: 1 },
      ],
      paidAmount: { minor: 71500n },
      recipient: {
        token: expect.stringMatching(/^[0-9a-f-]{36}$/),
        district: { code: expect.stringMatching(/^\d{6}$/) },
        coordinate: { precision: expect.stringContaining('COORDINATE_PRECISION') },
        addressVague: false,
      },
    });
    const { receiver } = await harness.control<{ receiver: { name: string; address: { detail: string } } }>('GET', `orders/${orderNo}`);
    const { rows } = await harness.pool.query<{ outbox: string; rows: string }>(
      `select (select string_agg(data, '') from outbox_event) as outbox, (select string_agg(r::text, '') from (select * from recipient) r) as rows`,
    );
    expect(`${rows[0]?.outbox}${rows[0]?.rows}`).not.toContain(receiver.address.detail);
    expect(`${rows[0]?.outbox}${rows[0]?.rows}`).not.toContain(receiver.name);
    const raw = await harness.pool.query('select 1 from raw_body where id = $1', [event?.rawRef.replace('channel/', '')]);
    expect(raw.rowCount).toBe(1);
  });

  it('makes one captured state of five shuffled duplicates of the same pushes', async () => {
    const minted = await harness.control<{ pushes: readonly Minted[] }>('POST', 'mint', {
      channel: 'DY',
      count: 3,
      lines: [
        { sku: 'CUP-CELADON', quantity: 1 },
        { sku: 'TEA-WHITE-GIFT', quantity: 1 },
      ],
    });
    const pushes = minted.pushes ?? [];
    expect(pushes.length).toBeGreaterThan(0);
    const five = Array.from({ length: 5 }, () => pushes)
      .flat()
      .toSorted((a, b) => hash(a) - hash(b));
    const answers = await Promise.all(five.map(send));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const nos = [...new Set(pushes.map((push) => orderNoOf(push)))];
    for (const orderNo of nos) {
      await eventually(async () => expect(await paid(orderNo)).toHaveLength(1));
      expect(await harness.events(CAPTURED, orderNo)).toHaveLength(1);
    }
    const { rows } = await harness.pool.query<{ kept: number }>(
      `select count(*)::int as kept from raw_body where direction = 'IN' and subject = any($1)`,
      [nos],
    );
    expect(rows[0]?.kept).toBeLessThanOrEqual(pushes.length);
  });

  it('acknowledges a push while the interpretation does not come to its turn', async () => {
    const { pushes } = await harness.control<{ pushes: readonly Minted[] }>('POST', 'mint', { channel: 'DY', count: 1 });
    const [push] = pushes;
    if (push === undefined) throw new Error('nothing was minted');
    // The adapter is composed in this very process: as long as this waits, nothing of it runs but the thread of the front door.
    const program = 'const p = JSON.parse(process.argv[1]); const a = await fetch(p.url, { method: "POST", ...p }); console.log(a.status)';
    const sent = spawnSync(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(push)], { timeout: 10_000 });
    expect(sent.stdout.toString().trim()).toBe('200');
    await eventually(() => paid(orderNoOf(push)));
  });

  it('tells a cancel while the orders before it wait for a platform that does not answer', async () => {
    const orderNo = await place({ channel: 'DY', lines: [{ sku: 'CUP-CELADON', quantity: 1 }] });
    await eventually(() => paid(orderNo));
    await harness.control('POST', 'misbehave', { system: 'douyin', operation: 'order.orderDetail', kind: 'frozen' });
    // By pages neither.
    await harness.control('POST', 'misbehave', { system: 'douyin', operation: 'order.searchList', kind: 'http-500' });
    const { pushes } = await harness.control<{ pushes: readonly Minted[] }>('POST', 'mint', { channel: 'DY', count: 30 });
    await Promise.all(pushes.map(send));
    await harness.control('POST', `orders/${orderNo}/cancel`, {});
    await eventually(
      async () => {
        if ((await harness.events('hub.channel.refund-requested.v1', orderNo)).length === 0) throw new Error('the cancel is not told');
      },
      { timeoutMs: 4_000 },
    );
    for (const push of pushes) expect(await harness.events(CAPTURED, orderNoOf(push))).toHaveLength(0);
    await harness.control('DELETE', 'misbehave');
    await eventually(() => Promise.all(pushes.map((push) => paid(orderNoOf(push)))), { timeoutMs: 60_000 });
  });

  it('reads an order whose buyer has cancelled already before all that came before it', async () => {
    for (const [operation, kind] of [
      ['order.searchList', 'http-500'],
      ['order.orderDetail', 'slow'],
    ])
      await harness.control('POST', 'misbehave', { system: 'douyin', operation, kind, ms: 1_000 });
    const { pushes } = await harness.control<{ pushes: readonly Minted[] }>('POST', 'mint', { channel: 'DY', count: 160 });
    const [last, ...others] = pushes.map(orderNoOf).toReversed();
    await Promise.all(pushes.slice(0, -1).map(send));
    await harness.control('POST', `orders/${last}/cancel`, {});
    await eventually(
      async () => {
        if ((await harness.events('hub.channel.refund-requested.v1', last)).length === 0) throw new Error('the cancel is not told');
      },
      { timeoutMs: 6_000 },
    );
    const captured = await Promise.all(others.map(async (no) => (await harness.events(CAPTURED, no)).length));
    expect(captured.filter((times) => times === 0).length).toBeGreaterThan(40);
    await harness.control('DELETE', 'misbehave');
    await eventually(() => Promise.all(others.map(paid)), { timeoutMs: 60_000 });
  });

  it('refuses a tampered push and one whose known message id carries other content, and leaves no trace of either', async () => {
    const orderNo = await place({ channel: 'DY', lines: [{ sku: 'CUP-CELADON', quantity: 1 }] });
    await eventually(() => paid(orderNo));
    const body = JSON.stringify([{ tag: '101', msg_id: 'mine-1', data: JSON.stringify({ p_id: orderNo, shop_id: 10001 }) }]);
    expect((await pushDouyin(body)).status).toBe(200);
    expect((await pushDouyin(body)).status).toBe(200);
    const before = await count();
    expect((await pushDouyin(body, 'f'.repeat(32))).status).toBe(401);
    expect((await pushDouyin(body.replace('101', '102'), sign(body))).status).toBe(401);
    expect((await pushDouyin(body.replace(orderNo, '4799999999999999999'))).status).toBe(401);
    expect(await count()).toEqual(before);
  });

  it('keeps a signed push that it cannot read, acknowledges it and shows it once in quarantine', async () => {
    const body = '[{"tag":"101","msg_id":';
    expect((await pushDouyin(body)).status).toBe(200);
    expect((await pushDouyin(body)).status).toBe(200);
    const { rows } = await harness.pool.query("select reason from quarantine where kind = 'PUSH' and released_at is null");
    expect(rows).toEqual([{ reason: 'UNREADABLE' }]);
  });

  it('refuses a recorded WeChat callback that is stale', async () => {
    const url = `${harness.hooks()}/wechat-shop/wx-shop?timestamp=1767225600&nonce=nonce01&msg_signature=b34b054eb777b4b94e513dc31e89fe66a7eb1a51`;
    expect((await fetch(url, { method: 'POST', body: '{"Encrypt":"QUJD"}' })).status).toBe(401);
  });

  it.each(['DY', 'WX'])('heals a push of %s that never came by its poll', async (channel) => {
    const orderNo = await place({ channel, push: 'never', lines: [{ sku: 'TEA-OOLONG-100', quantity: 1 }] });
    expect(await harness.events(CAPTURED, orderNo)).toHaveLength(0);
    await harness.restart();
    await eventually(() => paid(orderNo), { timeoutMs: 15_000 });
  });

  it('saves what a poll has read at once, and leaves to the worker only what could not be read', async () => {
    await harness.stopAdapter();
    const { pushes } = await harness.control<{ pushes: readonly { no: string }[] }>('POST', 'mint', { channel: 'WX', count: 130 });
    const nos = pushes.map(({ no }) => no);
    await harness.control('POST', 'misbehave', { system: 'wechat-shop', operation: '/channels/ec/order/get', kind: 'http-500', next: 3 });
    await harness.pool.query(`create table left_as_work (platform_no text)`);
    await harness.pool.query(
      `create or replace function note_work() returns trigger language plpgsql as $$ begin insert into left_as_work values (new.platform_no); return new; end $$`,
    );
    await harness.pool.query('create trigger note_work after insert on intake_work for each row execute function note_work()');
    await harness.restart();
    const captured = async (): Promise<void> => {
      const { rows } = await harness.pool.query<{ no: string }>(
        'select platform_order_no as no from captured_order where platform_order_no = any($1)',
        [nos],
      );
      expect(rows).toHaveLength(nos.length);
    };
    await eventually(captured, { timeoutMs: 20_000 });
    await harness.pool.query('drop trigger note_work on intake_work');
    const { rows } = await harness.pool.query<{ left: number }>('select count(distinct platform_no)::int as left from left_as_work');
    expect(rows[0]?.left).toBeGreaterThan(0);
    expect(rows[0]?.left).toBeLessThan(100);
  });

  it('holds an order whose field was renamed, and completes it when the mapping is mended', async () => {
    await harness.control('POST', 'misbehave', {
      system: 'douyin',
      operation: 'order.orderDetail',
      kind: 'rename-field',
      from: 'pay_amount',
      to: 'paid_amount_v2',
    });
    await harness.control('POST', 'misbehave', {
      system: 'douyin',
      operation: 'order.searchList',
      kind: 'rename-field',
      from: 'pay_amount',
      to: 'paid_amount_v2',
    });
    const orderNo = await place({ channel: 'DY', lines: [{ sku: 'POT-YIXING', quantity: 1 }] });
    const [held] = await eventually(() => found('hub.channel.payload-quarantined.v1', orderNo));
    expect(held?.data).toMatchObject({ reason: 'MISSING_FIELD', field: 'paidAmount', platformOrderNo: orderNo });
    expect(await harness.events(CAPTURED, orderNo)).toHaveLength(0);

    const listed = await harness.graphql('{ quarantine { totalCount nodes { platformOrderNo reason field rawRef } } }');
    expect(listed).toMatchObject({
      quarantine: {
        nodes: expect.arrayContaining([
          expect.objectContaining({ platformOrderNo: orderNo, reason: 'MISSING_FIELD', field: 'paidAmount' }),
        ]),
      },
    });

    const mapping = await readMapping();
    const mended = mapping.map((rule) => ({
      ...rule,
      sources: rule.sources.flatMap((source) =>
        source.endsWith('pay_amount') ? [source, source.replace('pay_amount', 'paid_amount_v2')] : [source],
      ),
    }));
    const refused = await harness.graphql(PUBLISH, { rules: mended.filter((rule) => rule.target !== 'state') });
    expect(refused).toMatchObject({ publishFieldMapping: { problems: ['state: is not mapped'] } });
    const published = await harness.graphql(PUBLISH, { rules: mended });
    expect(published).toMatchObject({ publishFieldMapping: { mapping: { version: 2, id: 'douyin-order@2' } } });
    const [event] = await eventually(() => paid(orderNo));
    expect(event?.data).toMatchObject({ paidAmount: { minor: 45900n }, mappingVersion: 2 });
    expect(await found('hub.channel.quarantine-released.v1', orderNo)).toHaveLength(1);
  });

  it('holds an unmapped SKU and completes the order when a person binds it', async () => {
    await harness.pool.query("delete from sku_binding where shop_id = 'wx-shop' and sku = 'TRAY-BAMBOO'");
    const withoutCode = (await readMapping('wechat-shop')).filter((rule) => rule.target !== 'lines[].merchantCode');
    await harness.graphql(PUBLISH.replace('douyin', 'wechat-shop'), { rules: withoutCode });
    // Binding anything drops what the catalogue holds of this shop.
    await harness.graphql('mutation { bindSku(shopId: "wx-shop", platformSku: "unused", sku: "CUP-CELADON") { __typename } }');
    const orderNo = await place({ channel: 'WX', lines: [{ sku: 'TRAY-BAMBOO', quantity: 1 }] });
    const [held] = await eventually(() => found('hub.channel.payload-quarantined.v1', orderNo));
    expect(held?.data).toMatchObject({ reason: 'UNMAPPED_SKU' });
    const bind = 'mutation ($sku: String!) { bindSku(shopId: "wx-shop", platformSku: "20000000000009", sku: $sku) { __typename } }';
    expect(await harness.graphql(bind, { sku: 'NO-SUCH' })).toEqual({ bindSku: { __typename: 'SkuUnknown' } });
    expect(await harness.graphql(bind, { sku: 'TRAY-BAMBOO' }, ['finance'])).toEqual({ bindSku: { __typename: 'ChannelNotAllowed' } });
    expect(await harness.graphql(bind, { sku: 'TRAY-BAMBOO' })).toEqual({ bindSku: { __typename: 'SkuBound' } });
    await eventually(() => paid(orderNo));
  });

  it("keeps the recipient's token while the recipient stays, and changes it with the address", async () => {
    const orderNo = await place({ channel: 'DY', lines: [{ sku: 'CUP-CELADON', quantity: 1 }] });
    const [before] = await eventually(() => paid(orderNo));
    await harness.control('POST', `orders/${orderNo}/change-address`, { name: '钱多多', phone: '13900001111', detail: '新华路 77 号' });
    const after = await eventually(async () => {
      const events = await harness.events(CAPTURED, orderNo);
      return events.length > 1 && events;
    });
    expect(after.at(-1)?.data.recipient?.token).not.toBe(before?.data.recipient?.token);
    expect(after.at(-1)?.data.recipient?.maskedName).toBe('钱**');
    expect(after.at(-1)?.data.platformVersion).toBeGreaterThan(before?.data.platformVersion ?? 0n);
  });
});

const PUBLISH = `mutation ($rules: [MappingRuleInput!]!) { publishFieldMapping(system: "douyin", rules: $rules) {
  ... on FieldMappingPublished { mapping { id version } } ... on FieldMappingRefused { problems } } }`;

interface Minted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
type Rule = { readonly target: string; readonly sources: readonly string[] };

async function readMapping(system = 'douyin'): Promise<readonly Rule[]> {
  const data: { fieldMapping?: { rules: readonly Rule[] } } = await harness.graphql(
    `{ fieldMapping(system: "${system}") { rules { target sources type unit fallback required values { name value } } } }`,
  );
  return data.fieldMapping?.rules ?? [];
}

async function place(order: object): Promise<string> {
  const { orders } = await harness.control<{ orders: readonly string[] }>('POST', 'orders', order);
  const [orderNo] = orders;
  if (orderNo === undefined) throw new Error('the sandbox placed nothing');
  return orderNo;
}

async function found<T extends 'hub.channel.payload-quarantined.v1' | 'hub.channel.quarantine-released.v1'>(type: T, orderNo: string) {
  const events = await harness.events(type, orderNo);
  if (events.length === 0) throw new Error(`no ${type} about ${orderNo}`);
  return events;
}

async function paid(orderNo: string) {
  const events = (await harness.events(CAPTURED, orderNo)).filter((event) => event.data.state === 'PLATFORM_ORDER_STATE_PAID');
  if (events.length === 0) throw new Error(`${orderNo} is not captured as paid`);
  return events;
}

function send(push: Minted): Promise<Response> {
  return fetch(push.url, { method: 'POST', headers: push.headers, body: push.body });
}

function orderNoOf(push: Minted): string {
  return /p_id\\?":\\?"?(\d+)/.exec(push.body)?.[1] ?? '';
}

function pushDouyin(body: string, signature = sign(body)): Promise<Response> {
  return fetch(`${harness.hooks()}/douyin/dy-flagship`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'event-sign': signature, 'app-id': '7000000000000000001' },
    body,
  });
}

function sign(body: string): string {
  return createHash('md5').update(`7000000000000000001${body}sandbox-douyin-secret`).digest('hex');
}

function hash(push: Minted): number {
  return createHash('md5').update(push.body).update(String(order++)).digest().readUInt32BE(0);
}
let order = 0;

async function count(): Promise<unknown> {
  const { rows } = await harness.pool.query(
    "select (select count(*) from push_message) as messages, (select count(*) from raw_body where direction = 'IN') as bodies",
  );
  return rows[0];
}
