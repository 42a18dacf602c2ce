import { describe, expect, it } from 'vitest';
import { qimenSign, signedQuery } from './sign.ts';

const body = '<?xml version="1.0" encoding="utf-8"?><request><warehouseCode>WH01</warehouseCode><orderCode>HUB-0001</orderCode></request>';

const call = {
  method: 'order.cancel',
  timestamp: '2026-01-01 08:00:00',
  appKey: '12345678',
  customerId: 'c0001',
  secret: 'demosecret',
  body,
};

describe('Qimen sign', () => {
  it('reproduces the vector of the fact sheet', () => {
    const query = new URLSearchParams({
      app_key: '12345678',
      customerId: 'c0001',
      format: 'xml',
      method: 'order.cancel',
      sign_method: 'md5',
      timestamp: '2026-01-01 08:00:00',
      v: '2.0',
    });
    expect(qimenSign(query, body, 'demosecret')).toBe('B139A9C3868642BFE9955B163CAB7743');
  });

  it('signs its own pushes by the same rule', () => {
    expect(new URLSearchParams(signedQuery(call)).get('sign')).toBe('B139A9C3868642BFE9955B163CAB7743');
  });

  it('changes with one blank in the body', () => {
    const query = new URLSearchParams(signedQuery(call));
    expect(qimenSign(query, `${body} `, 'demosecret')).not.toBe(query.get('sign'));
  });
});
