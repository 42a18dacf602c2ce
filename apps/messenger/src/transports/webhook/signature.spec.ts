import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newSecret, signedHeaders } from './signature.ts';

const body = '{"test": 2432232314}';

describe('the signature of a webhook', () => {
  it('is that of the vector of the public specification', () => {
    const headers = signedHeaders({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1_614_265_330_000),
      body,
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is taken by the library of the specification, in a rotation with either secret', () => {
    const [fresh, old] = [newSecret(), newSecret()];
    const headers = signedHeaders({ id: 'evt_1', sentAt: new Date(), body, secrets: [fresh, old] });
    for (const secret of [fresh, old]) expect(new Webhook(secret).verify(body, { ...headers })).toEqual({ test: 2432232314 });
    expect(() => new Webhook(newSecret()).verify(body, { ...headers })).toThrow('No matching signature');
  });

  it('does not stand for another body, another id or another time', () => {
    const secret = newSecret();
    const headers = { ...signedHeaders({ id: 'evt_1', sentAt: new Date(), body, secrets: [secret] }) };
    const webhook = new Webhook(secret);
    expect(() => webhook.verify(body.replace(' ', ''), headers)).toThrow('No matching signature');
    expect(() => webhook.verify(body, { ...headers, 'webhook-id': 'evt_2' })).toThrow('No matching signature');
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => webhook.verify(body, { ...headers, 'webhook-timestamp': later })).toThrow('No matching signature');
  });
});
