import { describe, expect, it } from 'vitest';
import { callSigner, isSignedPush, paramJson } from './sign.ts';

const appKey = '7000000000000000001';
const appSecret = 'demo-secret-aaaa';

describe('Douyin signatures', () => {
  it("reproduce the fact sheet's vector of an outgoing call", () => {
    const params = paramJson({ update_time_start: 1767225600, size: 50, page: 0, update_time_end: 1767226200 });
    expect(params).toBe('{"page":0,"size":50,"update_time_end":1767226200,"update_time_start":1767225600}');
    expect(callSigner({ appKey, appSecret })({ method: 'order.searchList', params, timestamp: 1767226201 })).toBe(
      '6eaa6ca70ec8baf4e5244ad9fc6809e80b6836bf6673f11f5af68d5ad2c0e62e',
    );
  });

  it('sort keys at every level, escape no HTML and write ids above 2^53 with all digits', () => {
    expect(paramJson({ b: [{ z: 1, a: '<&>' }], a: 3600000000000000001n, skipped: undefined })).toBe(
      '{"a":3600000000000000001,"b":[{"a":"<&>","z":1}]}',
    );
  });

  const raw = Buffer.from('[{"tag":"101","msg_id":"demo-msg-1","data":"{\\"p_id\\":4700000000000000001,\\"shop_id\\":10001}"}]');
  const signature = '472df3114c7f2e7411c524fef31fd10c';

  it("reproduce the fact sheet's vector of a push", () => {
    expect(isSignedPush({ appKey, appSecret, raw, signature })).toBe(true);
  });

  it('refuse a push with one byte changed, another secret, an upper-case or a shortened digest', () => {
    expect(isSignedPush({ appKey, appSecret, raw: Buffer.concat([raw, Buffer.from(' ')]), signature })).toBe(false);
    expect(isSignedPush({ appKey, appSecret: 'other', raw, signature })).toBe(false);
    expect(isSignedPush({ appKey, appSecret, raw, signature: signature.toUpperCase() })).toBe(false);
    expect(isSignedPush({ appKey, appSecret, raw, signature: signature.slice(0, 31) })).toBe(false);
    expect(isSignedPush({ appKey, appSecret, raw, signature: '' })).toBe(false);
  });
});
