/** Fen of an amount in yuan, as sellers' files write it; undefined when the cell is empty, `'BAD'` when it is no amount. */
export function moneyOf(text: string): bigint | undefined | 'BAD' {
  const bare = text.replaceAll(/[,，¥￥元\s]/g, '');
  if (bare === '') return undefined;
  // More digits are an id in the wrong column, and no column for money takes them.
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(bare);
  if (parts === null) return 'BAD';
  const [, sign, whole = '0', fraction = ''] = parts;
  const fen = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2)) + (Number(fraction[2] ?? '0') >= 5 ? 1n : 0n);
  return sign === '-' ? -fen : fen;
}

/** A count; undefined when empty. Spreadsheets write 2 as 2.0 too. */
export function countOf(text: string): number | undefined | 'BAD' {
  const bare = text.replaceAll(/[,，\s件]/g, '');
  if (bare === '') return undefined;
  return /^\d{1,7}(\.0+)?$/.test(bare) ? Math.trunc(Number(bare)) : 'BAD';
}

const SHANGHAI_MS = 8 * 3_600_000;

/**
 * A time of Shanghai: `2026-01-02 10:00:05`, Excel's `2026/1/2 3:04`, a day alone, or the serial number of a cell that lost its format.
 * Undefined when empty.
 */
export function timeOf(text: string): Date | undefined | 'BAD' {
  if (text === '' || /^0000/.test(text)) return undefined;
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?$/.exec(text);
  if (parts === null) return serialTime(text);
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
  const isTime = day !== undefined && day >= 1 && day <= daysIn(year ?? 0, month ?? 0) && (hour ?? 0) < 24 && (minute ?? 0) < 60;
  return isTime ? new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) - SHANGHAI_MS) : 'BAD';
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (LENGTHS[month - 1] ?? 0);
}

function serialTime(text: string): Date | 'BAD' {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return 'BAD';
  const days = Number(text);
  if (days < 36_526 || days > 73_050) return 'BAD'; // years 2000 to 2099
  return new Date(Math.round((days - 25_569) * 86_400) * 1_000 - SHANGHAI_MS);
}

/** The day that some platforms write into the order number (`yyMMdd-…`): all that is left when the time column is blank. */
export function dayInNumber(orderNo: string): Date | undefined {
  const digits = /^(\d{2})(\d{2})(\d{2})-\d{10,}$/.exec(orderNo);
  if (digits === null) return undefined;
  const day = timeOf(`20${digits[1]}-${digits[2]}-${digits[3]}`);
  return day === 'BAD' ? undefined : day;
}
