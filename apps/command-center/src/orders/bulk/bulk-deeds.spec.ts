import { describe, expect, it } from 'vitest';
import { bulkDeedKeys, bulkReasons, namesPerson } from './bulk-deeds.ts';

describe('a deed on many orders', () => {
  it('has reasons to choose from, except the remark, which is its own text', () => {
    for (const deed of bulkDeedKeys) expect(bulkReasons(deed).length > 0, deed).toBe(deed !== 'REMARK');
  });
  it.each(['请打 13800138000', '138-0013-8000 已联系', '电话１３８００１３８０００'])('does not spread a phone: %s', (text) => {
    expect(namesPerson(text)).toBe(true);
  });
  it.each(['加送茶样一份', '单号 6920260122000001381', 'SF1380013800012'])('lets a plain remark pass: %s', (text) => {
    expect(namesPerson(text)).toBe(false);
  });
});
