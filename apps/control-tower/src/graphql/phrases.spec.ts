import { describe, expect, it } from 'vitest';
import { shownFields } from './phrases.ts';

describe('the fields of a fact', () => {
  it('leave out what says nothing to people, wherever it stands', () => {
    const fields = shownFields({
      orderId: 'DY20261122-00001',
      buyerToken: 'b-1',
      recipientToken: 'r-1',
      recipient: { token: 'r-1', maskedName: '王*', phoneIndex: 'k-1', phoneTailIndex: 'k-2', district: { city: '杭州市' } },
      paidAmount: { minor: '32800', currency: 'CNY' },
      shares: [{ minor: '100', currency: 'CNY' }],
    });
    expect(fields).toEqual([
      { name: 'orderId', value: 'DY20261122-00001' },
      { name: 'recipient.maskedName', value: '王*' },
      { name: 'recipient.district.city', value: '杭州市' },
      { name: 'paidAmount.minor', value: '32800' },
      { name: 'shares', value: '100' },
    ]);
  });
});
