import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOfShipment, lineAmounts } from './line-amounts.ts';
import { voucherEntries } from './voucher-entries.ts';

const policy = { receivable: '1122.01', revenue: '6001.01', tax: '2221.01', taxRatePercent: 13 };

describe('receivable vouchers', () => {
  it('balance to the fen at every amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), (amount) => {
        const entries = voucherEntries(amount, policy);
        const sum = (side: 'debit' | 'credit') => entries.reduce((total, entry) => total + entry[side], 0n);
        expect(sum('debit')).toBe(amount);
        expect(sum('credit')).toBe(amount);
      }),
    );
  });

  it('contain 13 % tax: 113.00 is 100.00 and 13.00', () => {
    expect(voucherEntries(11_300n, policy).map((entry) => entry.credit)).toEqual([0n, 10_000n, 1_300n]);
  });

  it('of all parts together are exactly what was paid, however the order was split', () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: 9 }), paidShare: fc.bigInt({ min: 0n, max: 100_000n }) });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 1_000_000n }),
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 60, maxLength: 60 }),
        (paid, raw, cuts) => {
          const lines = raw.map((one, index) => ({ ...one, lineNo: `${index}` }));
          const amounts = lineAmounts({ minor: paid, currency: 'CNY' }, lines);
          const before = new Map<string, number>();
          let total = 0n;
          let cut = 0;
          for (const { lineNo, quantity } of lines) {
            for (let out = 0; out < quantity;) {
              const now = Math.min(cuts[cut++] ?? 1, quantity - out);
              total += amountOfShipment(amounts, before, [{ lineNo, quantity: now }]);
              out += now;
              before.set(lineNo, out);
            }
          }
          expect(total).toBe(paid);
        },
      ),
    );
  });

  it('charge nothing for units beyond what was ordered', () => {
    const amounts = lineAmounts({ minor: 1_000n, currency: 'CNY' }, [{ lineNo: '1', quantity: 2, paidShare: 1_000n }]);
    expect(amountOfShipment(amounts, new Map([['1', 2]]), [{ lineNo: '1', quantity: 1 }])).toBe(0n);
  });
});
