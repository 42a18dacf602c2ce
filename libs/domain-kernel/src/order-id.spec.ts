import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelCodes, formatOrderId, parseOrderId, shanghaiDay } from './order-id.ts';

describe('order id (ORD-01)', () => {
  it('reads back what it wrote, for every channel, day and serial', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map(shanghaiDay);
    fc.assert(
      fc.property(fc.constantFrom(...channelCodes), day, fc.bigInt({ min: 1n, max: 10n ** 12n }), (channel, on, serial) => {
        const id = { channel, day: on, serial };
        expect(parseOrderId(formatOrderId(id))).toEqual(id);
      }),
    );
    expect(formatOrderId({ channel: 'TM', day: '20260115', serial: 892n })).toBe('TM20260115-00892');
  });

  it.each([
    'TM20260115-0892',
    'TM20260115-000892',
    'TM20260230-00892',
    'ZZ20260115-00892',
    'TM20260115_00892',
    'TM20260115-00000',
    'tm20260115-00892',
    '',
  ])('refuses %j, so that one order has one spelling', (text) => {
    expect(() => parseOrderId(text)).toThrow(expect.objectContaining({ code: 'NOT_AN_ORDER_ID' }));
  });

  it('takes the day in Shanghai, not in UTC', () => {
    expect(shanghaiDay(new Date('2026-01-14T15:59:59.999Z'))).toBe('20260114');
    expect(shanghaiDay(new Date('2026-01-14T16:00:00Z'))).toBe('20260115');
  });
});
