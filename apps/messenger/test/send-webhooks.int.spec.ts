import { inTransaction } from '@orderloom/outbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plannedFor, startWebhookBench, type WebhookBench } from './webhook-bench.ts';

const HOUR = 3_600_000;

let bench: WebhookBench;
beforeAll(async () => {
  bench = await startWebhookBench();
}, 90_000);
afterAll(() => bench.close());
beforeEach(() => bench.forget());

const rows = async (endpointId: string): Promise<readonly string[]> =>
  (
    await bench.pool.query<{ said: string }>(
      "select order_id || ' ' || state || ' ' || tries as said from webhook_delivery where endpoint_id = $1 order by position",
      [endpointId],
    )
  ).rows.map(({ said }) => said);

describe('webhooks', () => {
  it('reach every endpoint that wants the type, signed, and nobody else', async () => {
    const [all, stock] = [await bench.endpoint({ types: ['order.placed'] }), await bench.endpoint({ types: ['stock.changed'] })];
    await bench.told(plannedFor('A', 'order.placed'));
    await bench.drain();
    expect(bench.heard(all).map(({ verified, body }) => [verified, body])).toEqual([[true, plannedFor('A', 'order.placed').body]]);
    expect(bench.heard(stock)).toEqual([]);
  });

  it('are planned once, however often the event comes', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed'] });
    const event = plannedFor('A', 'order.placed');
    await bench.told(event, event);
    await bench.told(event);
    await bench.drain();
    expect(bench.heard(endpoint)).toHaveLength(1);
  });

  it('of one order wait behind the one that fails; those of other orders do not', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed', 'order.paid'] });
    const refused = plannedFor('A', 'order.placed');
    bench.answer = ({ body }) => (body === refused.body ? 500 : 200);
    await bench.told(refused, plannedFor('A', 'order.paid'), plannedFor('B', 'order.placed'), plannedFor('B', 'order.paid'));
    await bench.drain();
    expect(await rows(endpoint)).toEqual(['A DUE 1', 'A WAITING 0', 'B DELIVERED 1', 'B DELIVERED 1']);
    bench.answer = () => 200;
    bench.later(10_000);
    await bench.drain();
    expect(await rows(endpoint)).toEqual(['A DELIVERED 2', 'A DELIVERED 1', 'B DELIVERED 1', 'B DELIVERED 1']);
    expect(
      bench
        .heard(endpoint)
        .filter(({ order }) => order === 'A')
        .map(({ type }) => type),
    ).toEqual(['order.placed', 'order.placed', 'order.paid']);
  });

  it('to one endpoint never wait for another that answers nothing', async () => {
    const [slow, quick] = [
      await bench.endpoint({ types: ['order.placed'], slow: true }),
      await bench.endpoint({ types: ['order.placed'] }),
    ];
    const events = Array.from({ length: 60 }, (_, nth) => plannedFor(`S${nth}`, 'order.placed'));
    await bench.told(...events);
    const began = performance.now();
    await bench.untilHeard(quick, 60);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(bench.heard(slow).length).toBeLessThanOrEqual(8 * Math.ceil((performance.now() - began) / 400 + 1));
    expect((await rows(quick)).every((row) => row.endsWith('DELIVERED 1') || row.includes('DUE 1'))).toBe(true);
  });

  it('are sent again after a kill between the answer and the note of it, and not before their lease is over', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed'] });
    await bench.told(plannedFor('A', 'order.placed'));
    const now = bench.now();
    const taken = await inTransaction(bench.pool, (tx) =>
      bench.deps.webhooks.take(tx, { slots: new Map([[endpoint, 8]]), now, lease: new Date(now.getTime() + 5_000) }),
    );
    expect(taken).toHaveLength(1);
    bench.later(4_000);
    await bench.drain();
    expect(bench.heard(endpoint)).toHaveLength(0);
    bench.later(1_500);
    await bench.drain();
    expect([bench.heard(endpoint).length, await rows(endpoint)]).toEqual([1, ['A DELIVERED 2']]);
    const { rows: log } = await bench.pool.query('select status from webhook_attempt order by id');
    expect(log).toEqual([{ status: null }, { status: 200 }]);
  });

  it('are given up after three days, and then the next of the order has its turn', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed', 'order.paid'] });
    const refused = plannedFor('A', 'order.placed');
    bench.answer = ({ body }) => (body === refused.body ? 500 : 200);
    await bench.told(refused, plannedFor('A', 'order.paid'));
    for (let tries = 0; tries < 40 && (await rows(endpoint))[0]?.includes('DUE') === true; tries += 1) {
      // Another order goes well now and then, so the endpoint itself is not one that only fails.
      await bench.told(plannedFor(`W${tries}`, 'order.placed'));
      await bench.drain();
      bench.later(7.5 * HOUR);
    }
    await bench.drain();
    const [first, second] = await rows(endpoint);
    expect(first).toMatch(/^A FAILED 1\d$/);
    expect(second).toBe('A DELIVERED 1');
    expect(await bench.stateOf(endpoint)).toBe('ENABLED');
  });

  it('end for an endpoint at which nothing went well for three days, with an alarm to the owner and a line in the audit log', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed'] });
    bench.answer = () => 503;
    await bench.told(plannedFor('A', 'order.placed'));
    for (let turn = 0; turn < 12; turn += 1) {
      await bench.drain();
      bench.later(7.5 * HOUR);
    }
    expect(await bench.stateOf(endpoint)).toBe('DISABLED');
    const { rows: alarms } = await bench.pool.query("select told, content->>'text' as text from message where kind = 'ALERT'");
    expect(alarms).toEqual([{ told: 'owner', text: expect.stringContaining('127.0.0.1') }]);
    const { rows: audited } = await bench.pool.query("select data from outbox_event where data like '%webhook.give-up%'");
    expect(audited).toHaveLength(1);
    const before = bench.heard(endpoint).length;
    await bench.told(plannedFor('B', 'order.placed'));
    await bench.drain();
    expect(bench.heard(endpoint)).toHaveLength(before);
  });

  it('that found nobody at home go out at once when somebody is, without waiting for their pauses', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed'] });
    bench.answer = () => 503;
    await bench.told(...Array.from({ length: 8 }, (_, nth) => plannedFor(`A${nth}`, 'order.placed')));
    await bench.drain();
    for (let tries = 0; tries < 3; tries += 1) {
      bench.later(20 * 60_000);
      await bench.drain();
    }
    bench.answer = () => 200;
    await bench.told(plannedFor('fresh', 'order.placed'));
    await bench.drain();
    expect((await rows(endpoint)).filter((row) => !row.includes('DELIVERED'))).toEqual([]);
  });

  it('of a shop-bound endpoint name only its shops, and what was said before the shop was known comes after all', async () => {
    const endpoint = await bench.endpoint({ types: ['order.placed', 'order.reserved'], shops: ['own-test'] });
    await bench.told(plannedFor('T', 'order.reserved', ''), plannedFor('L', 'order.reserved', ''));
    await bench.told(plannedFor('T', 'order.placed', 'own-test'), plannedFor('L', 'order.placed', 'dy-flagship'));
    await bench.drain();
    expect(bench.heard(endpoint).map(({ order, type }) => `${order} ${type}`)).toEqual(['T order.reserved', 'T order.placed']);
  });
});
