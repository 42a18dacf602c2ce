import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, allocate, fen, fromYuanText, subtract, sum, toYuanText } from './money.ts';

const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10_000_000n }), { minLength: 1, maxLength: 20 })
  .filter((all) => all.some((weight) => weight > 0n));
const minor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

describe('money', () => {
  it('gives every fen away when it allocates, each part within one fen of its exact share', () => {
    fc.assert(
      fc.property(minor, weights, (amount, by) => {
        const parts = allocate(fen(amount), by);
        const total = by.reduce((left, right) => left + right, 0n);
        expect(sum(parts).minor).toBe(amount);
        parts.forEach((part, index) => {
          const off = part.minor * total - amount * (by[index] ?? 0n);
          expect(off < total && off > -total).toBe(true);
        });
      }),
    );
  });

  it('gives the odd fen to the largest remainder, where a rounding library gives it to nobody', () => {
    expect(allocate(fen(1000n), [1999n, 9999n, 1n]).map((part) => part.minor)).toEqual([167n, 833n, 0n]);
    expect(allocate(fen(-5n), [1n, 1n, 1n]).map((part) => part.minor)).toEqual([-2n, -2n, -1n]);
  });

  it('refuses to allocate by nothing', () => {
    expect(() => allocate(fen(1n), [0n])).toThrow(expect.objectContaining({ code: 'NOTHING_TO_ALLOCATE_BY' }));
    expect(() => allocate(fen(1n), [2n, -1n])).toThrow(expect.objectContaining({ code: 'NOTHING_TO_ALLOCATE_BY' }));
  });

  it('reads yuan text exactly and writes it back', () => {
    fc.assert(
      fc.property(minor, (amount) => {
        expect(fromYuanText(toYuanText(fen(amount)))).toEqual(fen(amount));
      }),
    );
    expect(fromYuanText('0.1').minor).toBe(10n);
    expect(fromYuanText('19.99').minor).toBe(1999n);
  });

  it.each(['1.005', '1e2', ' 1', '1,000.00', '', '.5', '1.', 'NaN', '+1'])('refuses %j as yuan', (text) => {
    expect(() => fromYuanText(text)).toThrow(expect.objectContaining({ code: 'NOT_AN_AMOUNT' }));
  });

  it('refuses to combine two currencies', () => {
    expect(() => add(fen(1n), { minor: 1n, currency: 'USD' })).toThrow(expect.objectContaining({ code: 'CURRENCY_MISMATCH' }));
    expect(() => subtract(fen(1n), { minor: 1n, currency: 'USD' })).toThrow(expect.objectContaining({ code: 'CURRENCY_MISMATCH' }));
  });
});
