const minorUnits: Readonly<Record<string, number>> = { CNY: 2, USD: 2, EUR: 2, HKD: 2, JPY: 0, KRW: 0 };

export class NotMinorUnits extends Error {
  readonly code = 'not-minor-units';
}

/** Minor units as text ("32800") to a figure for people ("328.00"). The digits never pass through a float. */
export const formatMinor = (minor: string, currency: string): string => {
  if (!/^-?\d+$/.test(minor)) throw new NotMinorUnits(`not a whole number of minor units: ${minor}`);
  const places = minorUnits[currency] ?? 2;
  const negative = minor.startsWith('-');
  const digits = minor.replace('-', '').padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places).replace(/^0+(?=\d)/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = places === 0 ? '' : `.${digits.slice(-places)}`;
  return `${negative ? '−' : ''}${grouped}${fraction}`;
};

const symbols: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', HKD: 'HK$', JPY: '¥', KRW: '₩' };

export const currencySymbol = (currency: string): string => symbols[currency] ?? currency;
