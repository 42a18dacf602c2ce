import { describe, expect, it } from 'vitest';
import { callbackOpener, CallbackRefused, type SignedQuery } from './callback-crypt.ts';
import { readFlatXml } from './flat-xml.ts';

// Vector of the WeCom fact sheet.
const secret = { token: 'demo-token', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', receiver: 'wwdemocorp0000001' };
const encrypted =
  'Q3stYC6hdFzMh9T8HCvyDK6LPAAq9H47mukvNCtkXrL+elCOgyYAlq4zC3Yc7DReh8t6dsQ1Yd8EB9TQ/MrQWiAtGZJCDpuceEC9lw0kWXZeGi7YPJz0qcWlFwo0YOQjRGqns8E46fUpWKnB5RR9rJiwEm9sVALsSS28aWSg5J1bs7SBrn6oXHXTo4BxgtjFJ1fZMJKTuOcOGb3NK4I2I09LfGkodAq1dwIVxuUQkvDwsfKM/aU8LL+rQ6Egvdba/taQt8YUpFRH4JgVybX4kuYq+MZeTF6z3D9PHMGT1bAmaen/65wLyNEKYLfx5pzvuP4XI+1aS2cgE94ORYaWf0mUAsAD+Dfu2xVtu7+M2TP5wFDnmXDdhaBtfLozkRll';
const query = { signature: 'bebd78977e65b8003ca877f8a367878958aa2c80', timestamp: '1767225600', nonce: 'nonce01' };
const now = new Date(1_767_225_600_000);

describe('callbacks of WeCom and the service account', () => {
  it('open with the vector of the fact sheet', () => {
    const message = readFlatXml(callbackOpener(secret)(query, encrypted, now));
    expect(Object.fromEntries(message)).toMatchObject({
      Event: 'template_card_event',
      EventKey: 'approve',
      TaskId: 'task-1',
      AgentID: '1000002',
    });
  });

  it('are refused when forged, changed, stale or meant for somebody else', () => {
    const refused = (change: Partial<SignedQuery>, at = now, whom = secret, text = encrypted) =>
      expect(() => callbackOpener(whom)({ ...query, ...change }, text, at)).toThrow(CallbackRefused);
    refused({ signature: 'bebd78977e65b8003ca877f8a367878958aa2c81' });
    refused({ nonce: 'nonce02' });
    refused({}, new Date(now.getTime() + 601_000));
    refused({}, now, { ...secret, receiver: 'wwother' });
    refused({}, now, secret, encrypted.replace('Q3st', 'Q3su'));
  });

  it('never expand a doctype', () => {
    expect(() => readFlatXml('<!DOCTYPE x [<!ENTITY e "boom">]><xml><A>&e;</A></xml>')).toThrow('doctype');
  });
});
