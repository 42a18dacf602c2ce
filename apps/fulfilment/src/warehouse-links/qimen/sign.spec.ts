import { describe, expect, it } from 'vitest';
import { signedText, signQimen, verifyQimen } from './sign.ts';

const query = {
  method: 'order.cancel',
  timestamp: '2026-01-01 08:00:00',
  format: 'xml',
  app_key: '12345678',
  v: '2.0',
  sign_method: 'md5',
  customerId: 'c0001',
};
const body = Buffer.from(
  '<?xml version="1.0" encoding="utf-8"?><request><warehouseCode>WH01</warehouseCode><orderCode>HUB-0001</orderCode></request>',
);

describe('the Qimen sign', () => {
  it('joins sorted parameters and the raw body between two secrets', () => {
    expect(signedText(query, body, 'demosecret').toString()).toBe(
      'demosecretapp_key12345678customerIdc0001formatxmlmethodorder.cancelsign_methodmd5timestamp2026-01-01 08:00:00v2.0<?xml version="1.0" encoding="utf-8"?><request><warehouseCode>WH01</warehouseCode><orderCode>HUB-0001</orderCode></request>demosecret',
    );
  });

  it('gives the digest of the fact sheet', () => {
    expect(signQimen(query, body, 'demosecret')).toBe('B139A9C3868642BFE9955B163CAB7743');
  });

  it('refuses one changed byte, another secret and a missing sign', () => {
    const signed = { ...query, sign: 'B139A9C3868642BFE9955B163CAB7743' };
    expect(verifyQimen(signed, body, 'demosecret')).toBe(true);
    expect(verifyQimen(signed, Buffer.concat([body, Buffer.from(' ')]), 'demosecret')).toBe(false);
    expect(verifyQimen(signed, body, 'othersecret')).toBe(false);
    expect(verifyQimen(query, body, 'demosecret')).toBe(false);
  });
});
