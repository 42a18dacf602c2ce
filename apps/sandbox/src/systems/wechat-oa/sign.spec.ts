import { describe, expect, it } from 'vitest';
import { encrypt, messageSignature } from '../wecom/crypt.ts';

const message =
  '{"ToUserName":"gh_demo","FromUserName":"oDEMO","CreateTime":1767225600,"MsgType":"event","Event":"channels_ec_order_pay","order_info":{"order_id":3700000000000000001,"pay_time":1767225590}}';
const sealed =
  'Q3stYC6hdFzMh9T8HCvyDKGoNOUtbcfdBdKxtsfR5FJMHJSTealGdci7thddfqF2TgLwjg4HvYDHIRdN1SmxRmUEnoKiXBeNaG3QYAPiVVDmLqSU9dYeMzSQ4OUMnkSrsxQuv1eDFYzQs8KTyaxA0V28ALyrT6n9st95vWc/estTr1UK/VmtT2CiDk4s8GvvNzd1k8c1SR+86pWjckFlqHhzpRBWY5c4kxkxU9ZN+iraYzqcdeEZ1OOOeViyl+0QRPvcFi1BUdtuQJ4G8Bb0+3tNKUuAlpvbE+yUETtvdnlvj8LiEOf+k5RpMzkaCS79D/QubX/a6ROl15sVEKDQsA==';

describe('service account encryption', () => {
  it('answers the plain endpoint check as the fact sheet', () => {
    expect(messageSignature('demo-token', '1767225600', 'nonce01')).toBe('32f315c6235347d42064e57c9d1051f9ace6ead9');
  });

  it('seals and signs as the vector of the fact sheet', () => {
    const sealing = { encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', tailId: 'wxdemoappid000001' };
    expect(encrypt(message, sealing, Buffer.from('0123456789abcdef'))).toBe(sealed);
    expect(messageSignature('demo-token', '1767225600', 'nonce01', sealed)).toBe('b34b054eb777b4b94e513dc31e89fe66a7eb1a51');
  });
});
