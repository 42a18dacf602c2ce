import { describe, expect, it } from 'vitest';
import { sameSign, signCall, signEvent } from './sign.ts';

const SECRET = 'demo-secret-aaaa';
const CALL = {
  appKey: '7000000000000000001',
  method: 'order.searchList',
  paramJson: '{"page":0,"size":50,"update_time_end":1767226200,"update_time_start":1767225600}',
  timestamp: '1767226201',
  version: '2',
};

describe('the Douyin signature', () => {
  it('gives the HMAC-SHA256 of the fact sheet', () => {
    expect(signCall(CALL, SECRET, 'hmac-sha256')).toBe('6eaa6ca70ec8baf4e5244ad9fc6809e80b6836bf6673f11f5af68d5ad2c0e62e');
  });

  it('gives the MD5 of the fact sheet', () => {
    expect(signCall(CALL, SECRET, 'md5')).toBe('50f0e1213b3ec42d42a265189f6964b6');
  });

  it('is the same over the raw bytes of the body', () => {
    expect(signCall({ ...CALL, paramJson: Buffer.from(CALL.paramJson) }, SECRET, 'md5')).toBe('50f0e1213b3ec42d42a265189f6964b6');
  });

  it('signs a push as the fact sheet does', () => {
    const body = String.raw`[{"tag":"101","msg_id":"demo-msg-1","data":"{\"p_id\":4700000000000000001,\"shop_id\":10001}"}]`;
    expect(signEvent('7000000000000000001', body, SECRET)).toBe('472df3114c7f2e7411c524fef31fd10c');
  });

  it('refuses a signature of another length or another case', () => {
    const sign = signCall(CALL, SECRET, 'md5');
    expect(sameSign(sign.slice(1), sign)).toBe(false);
    expect(sameSign(sign.toUpperCase(), sign)).toBe(false);
    expect(sameSign(sign, sign)).toBe(true);
  });
});
