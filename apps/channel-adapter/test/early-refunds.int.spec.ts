import { eventually } from '@orderloom/testing';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(async () => {
  await harness.control('DELETE', 'misbehave');
});

/** After so long each worker looks by itself. */
const SAFETY_POLL_MS = 500;
const REFUNDS = "select 1 from intake_work where kind = 'REFUND'";

describe('a cancel that comes before its order', () => {
  it('is told as soon as its order is, and waits for no look that begins by itself', async () => {
    const [no = ''] = await mint(1);
    await misbehave('order.searchList', { kind: 'http-500' });
    await intake('pauseIntake');
    await cancel(no);
    await eventually(async () => expect((await harness.pool.query('select 1 from intake_work')).rows).toHaveLength(2));
    // Only for its refund is the order read.
    await harness.pool.query("delete from intake_work where kind = 'ORDER'");
    const { setTimeout: inTime } = globalThis;
    const timers = vi
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((work, ms, ...values) => inTime(work, ms === SAFETY_POLL_MS ? 3_600_000 : ms, ...values));
    try {
      // Those looks that were to begin by themselves already have done so.
      await pause(2 * SAFETY_POLL_MS);
      await intake('resumeIntake');
      await eventually(() => told(no));
    } finally {
      timers.mockRestore();
      // Wakes the worker that sleeps for an hour.
      await intake('pauseIntake');
      await intake('resumeIntake');
    }
  });

  it('waits for no other whose order cannot be read', async () => {
    const nos = await mint(12);
    const [bad, good] = [nos.slice(0, 2), nos.slice(2)];
    await misbehave('order.searchList', { kind: 'http-500' });
    await misbehave('order.orderDetail', { kind: 'http-500', keys: bad });
    await Promise.all(bad.map(cancel));
    await eventually(async () => expect((await harness.pool.query(`${REFUNDS} and attempts > 0`)).rows).toHaveLength(2));
    await harness.graphql('mutation { pauseIntake(shopId: "dy-flagship", reason: "all at once") { __typename } }');
    await Promise.all(good.map(cancel));
    await eventually(async () => expect((await harness.pool.query(REFUNDS)).rows).toHaveLength(nos.length));
    // They have been tried often, and come first.
    await harness.pool.query(
      "update intake_work set attempts = 6, due_at = now() - interval '5 seconds' where kind = 'REFUND' and attempts > 0",
    );
    await harness.graphql('mutation { resumeIntake(shopId: "dy-flagship", reason: "all wait") { __typename } }');
    await eventually(() => Promise.all(good.map(told)), { timeoutMs: 5_000 });
    for (const no of bad) expect(await harness.events('hub.channel.refund-requested.v1', no)).toHaveLength(0);
    await harness.control('DELETE', 'misbehave');
    await harness.pool.query("update intake_work set due_at = now() where kind = 'REFUND'");
    await eventually(() => Promise.all(bad.map(told)), { timeoutMs: 20_000 });
  });

  it('waits with its order while that is held, and does not have it read again and again', async () => {
    const [no = ''] = await mint(1);
    const renamed = { kind: 'rename-field', from: 'pay_amount', to: 'paid_amount_v2' };
    await misbehave('order.searchList', renamed);
    await misbehave('order.orderDetail', renamed);
    await cancel(no);
    await eventually(async () => {
      const { rows } = await harness.pool.query("select 1 from intake_work where kind = 'REFUND' and attempts > 1 and due_at > now()");
      expect(rows).toHaveLength(1);
    });
    await harness.control('DELETE', 'misbehave');
    await harness.graphql('mutation { replayQuarantine { __typename } }');
    await eventually(() => told(no), { timeoutMs: 20_000 });
  });

  it('is held itself when its platform goes on not knowing the order', async () => {
    const data = {
      p_id: '4799999999999999999',
      aftersale_id: '77001',
      aftersale_status: 6,
      aftersale_type: 2,
      refund_amount: 100,
      shop_id: 10001,
    };

    expect((await push([{ tag: '200', msg_id: 'early-1', data: JSON.stringify(data) }])).status).toBe(200);
    // Eight tries take a minute: this is the last.
    await eventually(async () => {
      const { rowCount } = await harness.pool.query(
        "update intake_work set attempts = 7, due_at = now() where kind = 'REFUND' and platform_no = '77001' and attempts between 1 and 6",
      );
      expect(rowCount).toBe(1);
    });
    await eventually(async () => {
      const { rows } = await harness.pool.query("select kind from quarantine where platform_no = '77001'");
      expect(rows).toEqual([{ kind: 'REFUND' }]);
    });
    const { rows } = await harness.pool.query("select 1 from intake_work where platform_no = '77001'");
    expect(rows).toEqual([]);
  });
});

it('captures orders although one of them cannot be saved', async () => {
  await harness.pool.query('create table poisonous (platform_no text)');
  await harness.pool.query(
    `create function refuse_poison() returns trigger language plpgsql as $$ begin
       if exists (select 1 from poisonous where platform_no = new.platform_order_no) then raise exception 'poison'; end if; return new; end $$`,
  );
  await harness.pool.query('create trigger refuse_poison before insert on captured_order for each row execute function refuse_poison()');
  const { pushes } = await harness.control<{ pushes: readonly Minted[] }>('POST', 'mint', { channel: 'DY', count: 16 });
  const nos = pushes.map(({ no }) => no);
  const [bad = '', ...good] = nos.toReversed();
  await harness.pool.query('insert into poisonous values ($1)', [bad]);
  await Promise.all(pushes.map((one) => fetch(one.url, { method: 'POST', headers: one.headers, body: one.body })));
  const captured = async () => {
    const { rows } = await harness.pool.query<{ no: string }>(
      'select platform_order_no as no from captured_order where platform_order_no = any($1)',
      [nos],
    );
    return rows.map(({ no }) => no);
  };
  await eventually(async () => expect((await captured()).toSorted()).toEqual(good.toSorted()), { timeoutMs: 3_000 });
  await harness.pool.query('drop trigger refuse_poison on captured_order');
  await eventually(async () => expect(await captured()).toContain(bad), { timeoutMs: 20_000 });
});

it('stops when the orders that its last refunds asked for are read too', async () => {
  const [no = ''] = await mint(1);
  await misbehave('afterSale.Detail', { kind: 'slow', ms: 700 });
  await misbehave('order.orderDetail', { kind: 'slow', ms: 1_500 });
  await cancel(no);
  const left = async () => (await harness.pool.query<{ attempts: number }>("select attempts from intake_work where kind = 'REFUND'")).rows;
  await eventually(async () => expect(await left()).toEqual([{ attempts: 0 }]));
  await harness.stopAdapter();
  expect(await left()).toEqual([{ attempts: 1 }]);
});

interface Minted {
  readonly no: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Orders that no push has told of. */
async function mint(count: number): Promise<readonly string[]> {
  const { pushes } = await harness.control<{ pushes: readonly Minted[] }>('POST', 'mint', { channel: 'DY', count });
  return pushes.map(({ no }) => no);
}

const misbehave = (operation: string, rule: object) => harness.control('POST', 'misbehave', { system: 'douyin', operation, ...rule });
const intake = (act: 'pauseIntake' | 'resumeIntake') =>
  harness.graphql(`mutation { ${act}(shopId: "dy-flagship", reason: "spec") { __typename } }`);
const cancel = (no: string) => harness.control('POST', `orders/${no}/cancel`, {});

async function told(no: string): Promise<void> {
  if ((await harness.events('hub.channel.refund-requested.v1', no)).length === 0) throw new Error(`the cancel of ${no} is not told`);
}

function push(messages: readonly object[]): Promise<Response> {
  const body = JSON.stringify(messages);
  const sign = createHash('md5').update(`7000000000000000001${body}sandbox-douyin-secret`).digest('hex');
  return fetch(`${harness.hooks()}/douyin/dy-flagship`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'event-sign': sign, 'app-id': '7000000000000000001' },
    body,
  });
}
