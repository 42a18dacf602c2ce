import { describe, expect, it } from 'vitest';
import { holdOf, namesOf } from './names.ts';

const template = {
  id: 'DY20261122-00001',
  platformOrderNo: '6900000000000000001',
  maskedName: '王**',
  maskedPhone: '138****0001',
  phoneIndex: 'index',
  phoneTailIndex: 'tail',
  trackingNumbers: ['SF1000000000001'],
  recipientTokens: new Set(['0190a000-0000-7000-8000-00000000beef']),
};
const person = { maskedName: '李*', maskedPhone: '139****0002', phoneIndex: 'index-2', phoneTailIndex: 'tail-2' };
const copy = (nth: number, run = '0abc') => ({ id: `DY20261101-${100_000 + nth}`, number: String(nth), nth, run });
/** Two ids that were minted within one millisecond: they differ in their last digits only. */
const twins = ['0190a000-1234-7a00-8b00-000000000001', '0190a000-1234-7a00-8b00-000000000002'] as const;

describe('names of copies', () => {
  it('keep ids of one millisecond apart, within a copy and between copies and seedings', () => {
    const all = [copy(1), copy(2), copy(1, '0def')].flatMap((order) => {
      const nameOf = namesOf(template, order, person);
      return [...twins.map(nameOf), holdOf(order)];
    });
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  });

  it('give one id one name in all of a copy', () => {
    const [one, other] = [namesOf(template, copy(7), person), namesOf(template, copy(7), person)];
    expect(other(twins[1])).toBe(one(twins[1]));
  });

  it('leave the recipient as the vault knows it, and rename what is the order’s own', () => {
    const nameOf = namesOf(template, copy(3), person);
    expect([nameOf('0190a000-0000-7000-8000-00000000beef'), nameOf(template.id), nameOf('王**')]).toEqual([
      '0190a000-0000-7000-8000-00000000beef',
      'DY20261101-100003',
      '李*',
    ]);
  });
});
