import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { openOutside, type Outside } from './open-outside.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const body = '{"type":"order.placed","version":1,"timestamp":"2026-11-22T05:00:00Z","data":{"orderId":"DY20261122-00001"}}';
const seconds = (): number => Math.floor(Date.now() / 1_000);

/** Signed by hand, so that library and test cannot err together. */
function signed(id: string, at = seconds(), key = secret): Record<string, string> {
  const signature = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(`${id}.${at}.${body}`)
    .digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
}

let outside: Outside;
afterEach(() => outside.close());

const open = async (dataFolder?: string): Promise<void> => {
  outside = await openOutside(dataFolder === undefined ? {} : { dataFolder });
};
const call = async (headers: Readonly<Record<string, string>>, text = body): Promise<number> =>
  (await fetch(`${outside.base}/partner-shop/hooks/main`, { method: 'POST', headers: { ...headers }, body: text })).status;
const known = (...secrets: readonly string[]): Promise<unknown> => outside.command('partner-shop', 'secret', { endpoint: 'main', secrets });

describe("the partner's shop", () => {
  it('takes what is signed, and an event that comes again as the same event', async () => {
    await open();
    await known(secret);
    expect([await call(signed('evt_1')), await call(signed('evt_1')), await call(signed('evt_2'))]).toEqual([200, 200, 200]);
    expect(await outside.state('partner-shop')).toMatchObject({ main: { events: 2, calls: 3, refused: {} } });
  });

  it('believes either secret in a rotation', async () => {
    await open();
    const next = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    await known(next, secret);
    expect([await call(signed('evt_1')), await call(signed('evt_2', seconds(), next))]).toEqual([200, 200]);
  });

  const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
  const shifted = (change: (signature: string) => string): Record<string, string> => {
    const headers = signed('evt_1');
    return { ...headers, 'webhook-signature': `v1,${change(headers['webhook-signature']?.slice(3) ?? '')}` };
  };
  it.each([
    ['a forged signature', () => signed('evt_1', seconds(), other), body],
    ['no signature', () => ({}), body],
    ['a stale one', () => signed('evt_1', seconds() - 301), body],
    ['one of the future', () => signed('evt_1', seconds() + 301), body],
    ['a body written anew', () => signed('evt_1'), JSON.stringify(JSON.parse(body), null, 1)],
    ['a body with a mark before it', () => signed('evt_1'), `\uFEFF${body}`],
    ['a signature in hex', () => shifted((text) => Buffer.from(text, 'base64').toString('hex')), body],
    ['a signature in base64url', () => shifted((text) => Buffer.from(text, 'base64').toString('base64url')), body],
    [
      'a signature of another version',
      () => ({ ...signed('evt_1'), 'webhook-signature': `v2,${shifted((text) => text)['webhook-signature']?.slice(3)}` }),
      body,
    ],
    ['another id', () => ({ ...signed('evt_1'), 'webhook-id': 'evt_2' }), body],
    ['another time', () => ({ ...signed('evt_1'), 'webhook-timestamp': String(seconds() + 1) }), body],
  ])('refuses %s', async (_what, headers, text) => {
    await open();
    await known(secret);
    expect(await call(headers(), text)).toBe(401);
    expect(await outside.state('partner-shop')).toMatchObject({ main: { events: 0, calls: 0 } });
  });

  it('is slow, down or out of order as it is told', async () => {
    await open();
    await known(secret);
    await outside.misbehave({ system: 'partner-shop', operation: 'main', kind: 'http-500', next: 1 });
    expect([await call(signed('evt_1')), await call(signed('evt_1'))]).toEqual([500, 200]);
    await outside.misbehave({ system: 'partner-shop', operation: 'main', kind: 'slow', next: 1, ms: 80 });
    const began = performance.now();
    expect(await call(signed('evt_2'))).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(70);
  });

  it('knows after a restart what it had', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'partner-shop-'));
    await open(folder);
    await known(secret);
    await call(signed('evt_1'));
    await outside.close();
    await open(folder);
    expect(await call(signed('evt_1'))).toBe(200);
    expect(await outside.state('partner-shop')).toMatchObject({ main: { events: 1, calls: 2 } });
  });
});
