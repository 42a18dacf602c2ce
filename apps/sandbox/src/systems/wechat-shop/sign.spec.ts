import { describe, expect, it } from 'vitest';
import { decryptMessage, encryptMessage, signParts } from './sign.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APP = 'wxdemoappid000001';
const MESSAGE =
  '{"ToUserName":"gh_demo","FromUserName":"oDEMO","CreateTime":1767225600,"MsgType":"event","Event":"channels_ec_order_pay","order_info":{"order_id":3700000000000000001,"pay_time":1767225590}}';
const ENCRYPTED =
  'Q3stYC6hdFzMh9T8HCvyDKGoNOUtbcfdBdKxtsfR5FJMHJSTealGdci7thddfqF2TgLwjg4HvYDHIRdN1SmxRmUEnoKiXBeNaG3QYAPiVVDmLqSU9dYeMzSQ4OUMnkSrsxQuv1eDFYzQs8KTyaxA0V28ALyrT6n9st95vWc/estTr1UK/VmtT2CiDk4s8GvvNzd1k8c1SR+86pWjckFlqHhzpRBWY5c4kxkxU9ZN+iraYzqcdeEZ1OOOeViyl+0QRPvcFi1BUdtuQJ4G8Bb0+3tNKUuAlpvbE+yUETtvdnlvj8LiEOf+k5RpMzkaCS79D/QubX/a6ROl15sVEKDQsA==';

describe('the WeChat callback envelope', () => {
  it('signs an endpoint check as the fact sheet does', () => {
    expect(signParts('demo-token', '1767225600', 'nonce01')).toBe('32f315c6235347d42064e57c9d1051f9ace6ead9');
  });

  it('encrypts the message of the fact sheet to its cipher text', () => {
    expect(encryptMessage(MESSAGE, KEY, APP, Buffer.from('0123456789abcdef'))).toBe(ENCRYPTED);
  });

  it('signs the cipher text as the fact sheet does', () => {
    expect(signParts('demo-token', '1767225600', 'nonce01', ENCRYPTED)).toBe('b34b054eb777b4b94e513dc31e89fe66a7eb1a51');
  });

  it('opens its own envelope, and none that is for another app', () => {
    const sealed = encryptMessage('订单', KEY, APP);
    expect(decryptMessage(sealed, KEY, APP)).toBe('订单');
    expect(decryptMessage(sealed, KEY, 'wxother')).toBeNull();
    expect(decryptMessage(ENCRYPTED, KEY, APP)).toBe(MESSAGE);
  });
});
