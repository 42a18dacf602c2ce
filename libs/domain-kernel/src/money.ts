import { DomainError } from './errors.ts';

/** An amount in minor units (fen for CNY) of an ISO 4217 currency. Never a decimal, never a number. */
export type Money = { readonly minor: bigint; readonly currency: string };

/** Thrown when two amounts cannot be combined or a text is not an amount. */
export class MoneyRefused extends DomainError {
  readonly code: 'CURRENCY_MISMATCH' | 'NOT_AN_AMOUNT' | 'NOTHING_TO_ALLOCATE_BY';

  constructor(code: MoneyRefused['code'], message: string, details: Readonly<Record<string, string>> = {}) {
    super(message, details);
    this.code = code;
  }
}

/** Fen as Money in CNY. */
export function fen(minor: bigint): Money {
  return { minor, currency: 'CNY' };
}

/** Zero in the currency. */
export function zero(currency = 'CNY'): Money {
  return { minor: 0n, currency };
}

/** The sum; refuses two currencies. */
export function add(left: Money, right: Money): Money {
  requireSameCurrency(left, right);
  return { minor: left.minor + right.minor, currency: left.currency };
}

/** The difference; refuses two currencies. */
export function subtract(left: Money, right: Money): Money {
  requireSameCurrency(left, right);
  return { minor: left.minor - right.minor, currency: left.currency };
}

/** The sum of a list, zero of the currency for an empty one. */
export function sum(amounts: readonly Money[], currency = 'CNY'): Money {
  return amounts.reduce(add, zero(currency));
}

/** Unit price times a whole quantity. */
export function times(amount: Money, quantity: bigint): Money {
  return { minor: amount.minor * quantity, currency: amount.currency };
}

/**
 * Splits an amount by whole weights with the largest remainder method: the parts always add up to the amount,
 * and each part is within one minor unit of its exact share. Equal remainders go to the earlier part.
 */
export function allocate(amount: Money, weights: readonly bigint[]): readonly Money[] {
  const total = weights.reduce((left, right) => left + right, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) {
    throw new MoneyRefused('NOTHING_TO_ALLOCATE_BY', 'Weights must be at least zero and one of them above it.');
  }
  const sign = amount.minor < 0n ? -1n : 1n;
  const size = amount.minor * sign;
  const shares = weights.map((weight, index) => ({
    index,
    whole: (size * weight) / total,
    remainder: (size * weight) % total,
  }));
  const left = size - shares.reduce((given, share) => given + share.whole, 0n);
  const favoured = new Set(
    shares
      .toSorted((a, b) => compareBigint(b.remainder, a.remainder) || a.index - b.index)
      .slice(0, Number(left))
      .map((share) => share.index),
  );
  return shares.map((share) => ({
    minor: sign * (share.whole + (favoured.has(share.index) ? 1n : 0n)),
    currency: amount.currency,
  }));
}

/** Reads a yuan text such as "328.00" exactly; refuses a third decimal, an exponent, spaces and separators. */
export function fromYuanText(text: string): Money {
  const parts = /^(-?)(\d{1,18})(?:\.(\d{1,2}))?$/.exec(text);
  if (parts === null) {
    throw new MoneyRefused('NOT_AN_AMOUNT', 'Not an amount in yuan.', { text: text.slice(0, 40) });
  }
  const [, sign = '', yuan = '0', decimals = ''] = parts;
  const minor = BigInt(yuan) * 100n + BigInt(decimals.padEnd(2, '0'));
  return fen(sign === '-' ? -minor : minor);
}

/** Writes yuan with two decimals, "328.00". */
export function toYuanText(amount: Money): string {
  const size = amount.minor < 0n ? -amount.minor : amount.minor;
  const sign = amount.minor < 0n ? '-' : '';
  return `${sign}${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`;
}

function compareBigint(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function requireSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) {
    throw new MoneyRefused('CURRENCY_MISMATCH', 'Two currencies cannot be combined.', {
      left: left.currency,
      right: right.currency,
    });
  }
}
