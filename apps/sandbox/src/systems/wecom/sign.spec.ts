import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, messageSignature } from './crypt.ts';

const plain =
  '<xml><ToUserName><![CDATA[wwdemocorp]]></ToUserName><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[approve]]></EventKey><TaskId><![CDATA[task-1]]></TaskId><AgentID>1000002</AgentID></xml>';
const sealed =
  'Q3stYC6hdFzMh9T8HCvyDK6LPAAq9H47mukvNCtkXrL+elCOgyYAlq4zC3Yc7DReh8t6dsQ1Yd8EB9TQ/MrQWiAtGZJCDpuceEC9lw0kWXZeGi7YPJz0qcWlFwo0YOQjRGqns8E46fUpWKnB5RR9rJiwEm9sVALsSS28aWSg5J1bs7SBrn6oXHXTo4BxgtjFJ1fZMJKTuOcOGb3NK4I2I09LfGkodAq1dwIVxuUQkvDwsfKM/aU8LL+rQ6Egvdba/taQt8YUpFRH4JgVybX4kuYq+MZeTF6z3D9PHMGT1bAmaen/65wLyNEKYLfx5pzvuP4XI+1aS2cgE94ORYaWf0mUAsAD+Dfu2xVtu7+M2TP5wFDnmXDdhaBtfLozkRll';
const sealing = { encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', tailId: 'wwdemocorp0000001' };

describe('WeCom callback encryption', () => {
  it('seals as the vector of the fact sheet', () => {
    expect(encrypt(plain, sealing, Buffer.from('0123456789abcdef'))).toBe(sealed);
  });

  it('signs as the vector of the fact sheet', () => {
    expect(messageSignature('demo-token', '1767225600', 'nonce01', sealed)).toBe('bebd78977e65b8003ca877f8a367878958aa2c80');
  });

  it('opens what it sealed and refuses another corp', () => {
    expect(decrypt(sealed, sealing)).toBe(plain);
    expect(() => decrypt(sealed, { ...sealing, tailId: 'wwother' })).toThrow('tail id');
  });
});
