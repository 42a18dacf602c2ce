import { describe, expect, it } from 'vitest';
import { onePerRefund } from './interpret-refund.ts';

const read = (refundId: string, phase: 'REQUESTED' | 'COMPLETED' | 'WITHDRAWN', second: number) => ({
  refund: { refundId, phase, updatedAt: new Date(second * 1_000) },
  second,
});

describe('one refund twice in a batch', () => {
  it('is read once, as the platform last told it, whatever came first', () => {
    const asked = read('1', 'REQUESTED', 9);
    const paid = read('1', 'COMPLETED', 5);
    expect(onePerRefund([asked, paid])).toEqual([paid]);
    expect(onePerRefund([paid, asked])).toEqual([paid]);
    expect(
      onePerRefund([read('2', 'WITHDRAWN', 1), read('2', 'COMPLETED', 3), read('3', 'REQUESTED', 1)]).map(({ second }) => second),
    ).toEqual([3, 1]);
  });
});
