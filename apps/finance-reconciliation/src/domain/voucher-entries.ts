/** Which accounts a receivable is booked on (ruling C-06); numbers of the deployment's account set. */
export interface AccountPolicy {
  readonly receivable: string;
  readonly revenue: string;
  readonly tax: string;
  /** VAT that is contained in prices, in percent. */
  readonly taxRatePercent: number;
}

export interface VoucherEntry {
  readonly role: 'RECEIVABLE' | 'REVENUE' | 'TAX';
  readonly account: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** Debit the receivable of the online channel, credit revenue and the tax contained in it; debit equals credit to the fen. */
export function voucherEntries(amount: bigint, policy: AccountPolicy): readonly VoucherEntry[] {
  const rate = BigInt(Math.round(policy.taxRatePercent * 100));
  const divisor = 10_000n + rate;
  const net = (amount * 10_000n * 2n + divisor) / (divisor * 2n);
  const tax = amount - net;
  const entries: VoucherEntry[] = [
    { role: 'RECEIVABLE', account: policy.receivable, debit: amount, credit: 0n },
    { role: 'REVENUE', account: policy.revenue, debit: 0n, credit: net },
    { role: 'TAX', account: policy.tax, debit: 0n, credit: tax },
  ];
  return entries.filter((entry) => entry.debit > 0n || entry.credit > 0n);
}
