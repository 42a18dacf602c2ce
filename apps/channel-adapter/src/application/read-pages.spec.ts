import { createLogger } from '@orderloom/service-runtime';
import { describe, expect, it } from 'vitest';
import type { FetchedOrder, Shop } from './ports.ts';
import { createPageReader } from './read-pages.ts';
import type { WorkItem } from './stores.ts';

const shop: Shop = {
  id: 'dy-flagship',
  channel: 'DY',
  system: 'douyin',
  name: '旗舰店',
  nameEn: 'Flagship',
  baseUrl: 'http://127.0.0.1:9',
  pollSeconds: 900,
  lagClass: 'normal',
  credentials: {},
  stockCallsPerSecond: 10,
  sandbox: false,
};
const START = Date.UTC(2026, 10, 22, 12);

/** A platform that knows these orders, newest first, and a clock that a test moves. */
function world(platform: { readonly nos: () => readonly string[]; readonly fails?: boolean }) {
  const clock = { at: START };
  const asked: { readonly since: Date; readonly until: Date; readonly size: number }[] = [];
  let pages = 0;
  async function* recentOrders(since: Date, until: Date, size: number): AsyncGenerator<readonly FetchedOrder[]> {
    asked.push({ since, until, size });
    const nos = platform.nos();
    for (let from = 0; from < nos.length; from += size) {
      pages += 1;
      await Promise.resolve();
      if (platform.fails === true) throw new Error('the platform is away');
      yield nos
        .slice(from, from + size)
        .map((no) => ({ platformOrderNo: no, body: Buffer.alloc(0), document: {}, readAt: new Date(clock.at) }));
    }
  }
  const reader = createPageReader({ log: createLogger('test', 'silent'), now: () => new Date(clock.at) }, { shop, recentOrders });
  const find = async (items: readonly WorkItem[]) => {
    const found: string[] = [];
    const rest = await reader.find(items, (item, order) => {
      expect(order.platformOrderNo).toBe(item.platformNo);
      found.push(item.platformNo);
    });
    return { found, rest: rest.map((item) => item.platformNo) };
  };
  return { clock, asked, find, pages: () => pages };
}

const item = (platformNo: string, receivedAt: number, generation = 1n): WorkItem => ({
  kind: 'ORDER',
  platformNo,
  generation,
  hint: {},
  receivedAt: new Date(receivedAt),
  attempts: 1,
  traceparent: '',
  pushed: true,
});
const nos = (from: number, count: number): readonly string[] => Array.from({ length: count }, (_, nth) => `n${from + nth}`);

describe('reading by pages', () => {
  it('asks for the time of those who wait, and gives back whom it has not found', async () => {
    const { asked, find } = world({ nos: () => nos(0, 30) });
    const waiting = [...nos(0, 30), 'late'].map((no, nth) => item(no, START - 31_000 + nth * 1_000));
    expect(await find(waiting)).toEqual({ found: nos(0, 30), rest: ['late'] });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.since.getTime()).toBeLessThan(START - 31_000);
    expect(asked[0]?.until.getTime()).toBeGreaterThanOrEqual(START - 1_000);
    expect(asked[0]?.until.getTime()).toBeLessThan(START);
  });

  it('reads no page for a few', async () => {
    const { find, pages } = world({ nos: () => nos(0, 30) });
    expect(await find(nos(0, 5).map((no) => item(no, START)))).toEqual({ found: [], rest: nos(0, 5) });
    expect(pages()).toBe(0);
  });

  it('uses what it read for others where that was well after their push, and only then', async () => {
    const { clock, find, pages } = world({ nos: () => nos(0, 60) });
    await find(nos(30, 30).map((no) => item(no, START - 10)));
    const before = pages();
    clock.at += 500;
    const [longAgo, early] = [START - 2_000, START - 201];
    const later = [
      item('n0', longAgo),
      item('n1', early),
      item('n2', START - 5),
      item('n3', START + 100),
      item('n4', early, 2n),
      item('n40', early),
    ];
    expect(await find(later)).toEqual({ found: ['n0', 'n1'], rest: ['n2', 'n3', 'n4', 'n40'] });
    // What was not good enough, or was handed out, is not kept.
    expect(await find([item('n0', early), item('n2', early)])).toEqual({ found: [], rest: ['n0', 'n2'] });
    expect(pages()).toBe(before);
  });

  it('stops at a page of nothing but strangers that it has handed out already', async () => {
    const { find, pages } = world({ nos: () => nos(0, 600) });
    await find(nos(0, 60).map((no) => item(no, START)));
    expect(pages()).toBe(1);
    await find(nos(0, 90).map((no) => item(no, START)));
    const before = pages();
    await find(nos(1_000, 40).map((no) => item(no, START)));
    expect(pages()).toBe(before + 1);
  });

  it('leaves pages alone for a minute when what they bring is of no use', async () => {
    let turn = 0;
    const { clock, find, pages } = world({ nos: () => nos(10_000 * (turn += 1), 5_000) });
    await find(nos(0, 100).map((no) => item(no, START)));
    const before = pages();
    expect(before).toBeLessThan(10);
    await find(nos(100, 100).map((no) => item(no, START)));
    expect(pages()).toBe(before);
    clock.at += 61_000;
    await find(nos(200, 100).map((no) => item(no, START)));
    expect(pages()).toBeGreaterThan(before);
  });

  it('gives everybody back when the platform is away, and does not wait for it again for a minute', async () => {
    const { find, pages } = world({ nos: () => nos(0, 30), fails: true });
    const waiting = nos(0, 30).map((no) => item(no, START));
    expect(await find(waiting)).toEqual({ found: [], rest: nos(0, 30) });
    expect(await find(waiting)).toEqual({ found: [], rest: nos(0, 30) });
    expect(pages()).toBe(1);
  });
});
