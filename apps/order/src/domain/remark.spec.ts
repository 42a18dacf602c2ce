import { describe, expect, it } from 'vitest';
import { readRemark } from './remark.ts';

describe('the words of a remark', () => {
  it('may name orders, parcels and products', () => {
    expect(readRemark('  客户催促：DY20261122-00418，SF1000000000230，\n礼盒 × 2 ')).toBe(
      '客户催促：DY20261122-00418，SF1000000000230， 礼盒 × 2',
    );
  });
  it.each([
    '电话 13812345678',
    '138-1234-5678',
    '0571-88886666',
    '身份证 11010519491231002X',
    'a.b@example.com',
    '改到 3 栋 502 室',
    '文三路 391 号',
  ])('hold no personal data: %s', (text) => expect(() => readRemark(text)).toThrow(expect.objectContaining({ why: 'PERSONAL_DATA' })));
  it('are neither empty nor endless', () => {
    expect(() => readRemark(' \n ')).toThrow(expect.objectContaining({ why: 'EMPTY' }));
    expect(() => readRemark('长'.repeat(501))).toThrow(expect.objectContaining({ why: 'TOO_LONG' }));
  });
});
