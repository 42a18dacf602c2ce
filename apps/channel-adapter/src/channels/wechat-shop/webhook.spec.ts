import { describe, expect, it } from 'vitest';
import type { PushVerdict } from '../../application/ports.ts';
import { callbackKey, isWechatSigned, openCallback, wechatSignature } from './sign.ts';
import { readWechatPush } from './webhook.ts';

const credentials = {
  appId: 'wxdemoappid000001',
  appSecret: 'x',
  token: 'demo-token',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};
const key = callbackKey(credentials.encodingAesKey);
const timestamp = '1767225600';
const nonce = 'nonce01';
const now = new Date(1767225610_000);
const encrypted =
  'Q3stYC6hdFzMh9T8HCvyDKGoNOUtbcfdBdKxtsfR5FJMHJSTealGdci7thddfqF2TgLwjg4HvYDHIRdN1SmxRmUEnoKiXBeNaG3QYAPiVVDmLqSU9dYeMzSQ4OUMnkSrsxQuv1eDFYzQs8KTyaxA0V28ALyrT6n9st95vWc/estTr1UK/VmtT2CiDk4s8GvvNzd1k8c1SR+86pWjckFlqHhzpRBWY5c4kxkxU9ZN+iraYzqcdeEZ1OOOeViyl+0QRPvcFi1BUdtuQJ4G8Bb0+3tNKUuAlpvbE+yUETtvdnlvj8LiEOf+k5RpMzkaCS79D/QubX/a6ROl15sVEKDQsA==';
const signature = 'b34b054eb777b4b94e513dc31e89fe66a7eb1a51';

describe('WeChat callbacks', () => {
  it("reproduce the fact sheet's vectors of the plain check and of the message", () => {
    expect(wechatSignature([credentials.token, timestamp, nonce])).toBe('32f315c6235347d42064e57c9d1051f9ace6ead9');
    expect(isWechatSigned([credentials.token, timestamp, nonce, encrypted], signature)).toBe(true);
    expect(openCallback(key, encrypted, credentials.appId)).toBe(
      '{"ToUserName":"gh_demo","FromUserName":"oDEMO","CreateTime":1767225600,"MsgType":"event","Event":"channels_ec_order_pay","order_info":{"order_id":3700000000000000001,"pay_time":1767225590}}',
    );
  });

  it('wake up the order with every digit of its number, from JSON and XML envelopes alike', () => {
    for (const raw of [
      JSON.stringify({ ToUserName: 'gh_demo', Encrypt: encrypted }),
      `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    ]) {
      expect(read({ raw })).toMatchObject({
        kind: 'push',
        operation: 'push channels_ec_order_pay',
        messages: [{ wakes: [{ kind: 'ORDER', platformNo: '3700000000000000001' }] }],
        answer: { body: 'success' },
      });
    }
  });

  it('refuse a changed cipher text, another nonce, another app and the unsigned plain mode', () => {
    expect(read({ raw: JSON.stringify({ Encrypt: `A${encrypted.slice(1)}` }) })).toEqual({ kind: 'refused', reason: 'SIGNATURE' });
    expect(read({ nonce: 'nonce02' })).toEqual({ kind: 'refused', reason: 'SIGNATURE' });
    expect(openCallback(key, encrypted, 'wxother')).toBeUndefined();
    expect(read({ raw: '{"Event":"channels_ec_order_pay","order_info":{"order_id":"1"}}' })).toEqual({
      kind: 'refused',
      reason: 'SIGNATURE',
    });
  });

  it('refuse a recording that is six minutes old, and one from the future', () => {
    expect(read({ now: new Date(now.getTime() + 360_000) })).toEqual({ kind: 'refused', reason: 'STALE' });
    expect(read({ now: new Date(now.getTime() - 360_000) })).toEqual({ kind: 'refused', reason: 'STALE' });
  });

  it('answer the endpoint check with the echo only when it is signed', () => {
    const query = new URLSearchParams({ signature: '32f315c6235347d42064e57c9d1051f9ace6ead9', timestamp, nonce, echostr: 'echo-1' });
    const at = { credentials, key, now };
    expect(readWechatPush({ method: 'GET', raw: Buffer.alloc(0), headers: {}, query }, at)).toEqual({
      kind: 'probe',
      answer: { contentType: 'text/plain', body: 'echo-1' },
    });
    query.set('nonce', 'other');
    expect(readWechatPush({ method: 'GET', raw: Buffer.alloc(0), headers: {}, query }, at)).toEqual({
      kind: 'refused',
      reason: 'SIGNATURE',
    });
  });
});

function read(change: { readonly raw?: string; readonly nonce?: string; readonly now?: Date }): PushVerdict {
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce: change.nonce ?? nonce });
  return readWechatPush(
    { method: 'POST', raw: Buffer.from(change.raw ?? JSON.stringify({ Encrypt: encrypted })), headers: {}, query },
    { credentials, key, now: change.now ?? now },
  );
}
