import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { NotVerified, verifyWebhook } from '../../examples/partner-client/verify-webhook.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const now = new Date('2026-11-22T08:00:00Z');
const body = '{"type":"order.placed","data":{"orderId":"OS20261122-00001"}}';
const signedBy = (by: string, text = body, at = now) => ({
  'webhook-id': 'evt_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': new Webhook(by).sign('evt_1', at, text),
});
const verify = (headers: Record<string, string>, text = body, secrets = [secret]) =>
  verifyWebhook(secrets, headers, Buffer.from(text), now);

describe("the partner client's verification, against the public library's signatures", () => {
  it('takes what the hub signed, in a rotation by either secret', () => {
    expect(verify(signedBy(secret))).toEqual({ id: 'evt_1', body: JSON.parse(body) });
    const both = `${signedBy(other)['webhook-signature']} ${signedBy(secret)['webhook-signature']}`;
    expect(verify({ ...signedBy(secret), 'webhook-signature': both }).id).toBe('evt_1');
    expect(verify(signedBy(other), body, [secret, other]).id).toBe('evt_1');
  });

  it.each([
    ['forged', signedBy(other), body],
    ['about another id', { ...signedBy(secret), 'webhook-id': 'evt_2' }, body],
    ['re-encoded', signedBy(secret), JSON.stringify(JSON.parse(body), undefined, 1)],
    ['stale', signedBy(secret, body, new Date(now.getTime() - 301_000)), body],
    ['of the future', signedBy(secret, body, new Date(now.getTime() + 301_000)), body],
    ['of another version', { ...signedBy(secret), 'webhook-signature': signedBy(secret)['webhook-signature'].replace('v1', 'v1a') }, body],
    ['without a time', { ...signedBy(secret), 'webhook-timestamp': 'soon' }, body],
    ['cut off', { ...signedBy(secret), 'webhook-signature': 'v1,' }, body],
  ])('refuses what is %s', (_what, headers, text) => {
    expect(() => verify(headers, text)).toThrow(NotVerified);
  });
});
