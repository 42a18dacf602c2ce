/** A bare whole number too long for a double, or a bare decimal. It may be a text that looks so: the walk tells. */
const RISKY_NUMBER = /[:[,]\s*-?(?:\d{16}|\d+\.\d)|^\s*-?\d/;

/** Reads JSON without losing digits: ids above 2^53 and decimals come as text. Throws SyntaxError. */
export function parseLossless(text: string): unknown {
  return RISKY_NUMBER.test(text) ? readLossless(Buffer.from(text)).document : JSON.parse(text);
}

export interface LosslessReading {
  readonly document: unknown;
  /** The exact bytes of the records of the list that was asked for, so that each can be kept by itself. */
  readonly slices: readonly Buffer[];
}

/**
 * The same from bytes, and with the slices of the first list of this name, by one walk. Byte by byte: no byte of a longer
 * character looks like JSON's own signs, and a text with Chinese in it is several times slower to look through.
 */
export function readLossless(bytes: Buffer, listName?: string): LosslessReading {
  const { risky, records } = walk(bytes, listName === undefined ? undefined : Buffer.from(listName));
  const document: unknown = JSON.parse((risky.length === 0 ? bytes : withQuotes(bytes, risky)).toString('utf8'));
  const slices: Buffer[] = [];
  // Copies: one order that is kept must not keep its whole page.
  for (let nth = 0; nth < records.length; nth += 2) slices.push(Buffer.from(bytes.subarray(records[nth], records[nth + 1])));
  return { document, slices };
}

interface Walked {
  /** From and to of each number that would lose digits, or may. */
  readonly risky: readonly number[];
  /** From and to of each record of the list. */
  readonly records: readonly number[];
}

const OUTSIDE = -1;
const PASSED = -2;

/** Whether the JSON is well-formed is left to the parser: both walks and quotes must not make it so. */
function walk(bytes: Buffer, listName: Buffer | undefined): Walked {
  const risky: number[] = [];
  const records: number[] = [];
  let depth = 0;
  let listDepth = listName === undefined ? PASSED : OUTSIDE;
  const { length } = bytes;
  for (let at = 0; at < length;) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfText(bytes, at);
      if (
        listDepth === OUTSIDE &&
        listName !== undefined &&
        end - at - 2 === listName.length &&
        listName.equals(bytes.subarray(at + 1, end - 1))
      ) {
        const list = listAfter(bytes, end);
        if (list !== undefined) {
          at = list;
          depth += 1;
          listDepth = depth;
          continue;
        }
      }
      at = end;
    } else if (byte === COMMA || byte === COLON) {
      at += 1;
    } else if (byte === MINUS || isDigit(byte)) {
      const end = endOfNumber(bytes, at);
      if (isRisky(bytes, at, end)) risky.push(at, end);
      at = end;
    } else {
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth === listDepth) records.push(at);
        depth += 1;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === listDepth) records.push(at + 1);
        else if (depth < listDepth) listDepth = PASSED;
      }
      at += 1;
    }
  }
  return { risky, records };
}

/** Behind the bracket of the list that is the value of the name before `at`; undefined when its value is something else. */
function listAfter(bytes: Buffer, at: number): number | undefined {
  const colon = afterSpace(bytes, at);
  if (bytes[colon] !== COLON) return undefined;
  const bracket = afterSpace(bytes, colon + 1);
  return bytes[bracket] === OPEN_BRACKET ? bracket + 1 : undefined;
}

function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) at += 1;
  return at;
}

/** Behind the closing quote. */
function endOfText(bytes: Buffer, quote: number): number {
  for (let at = quote + 1; ;) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === undefined) throw new SyntaxError('text does not end');
    at += byte === BACKSLASH ? 2 : 1;
  }
}

function endOfNumber(bytes: Buffer, from: number): number {
  let at = from + 1;
  for (;;) {
    const byte = bytes[at];
    if (!isDigit(byte) && byte !== POINT && byte !== PLUS && byte !== MINUS && byte !== SMALL_E && byte !== LARGE_E) return at;
    at += 1;
  }
}

const LONG = 16;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What only looks like a number stays as it is: quoted it would become a text. */
function isRisky(bytes: Buffer, from: number, to: number): boolean {
  const whole = bytes[from] === MINUS ? from + 1 : from;
  let at = whole;
  while (at < to && isDigit(bytes[at])) at += 1;
  return (at - whole >= LONG || bytes[at] === POINT) && NUMBER.test(bytes.toString('latin1', from, to));
}

function withQuotes(bytes: Buffer, risky: readonly number[]): Buffer {
  const quoted = Buffer.allocUnsafe(bytes.length + risky.length);
  let copied = 0;
  let to = 0;
  for (const place of risky) {
    to += bytes.copy(quoted, to, copied, place);
    quoted[to] = QUOTE;
    to += 1;
    copied = place;
  }
  bytes.copy(quoted, to, copied);
  return quoted;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const LARGE_E = 0x45;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const SMALL_E = 0x65;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a record as text: ids come as numbers in one place and as text in another. Empty when absent. */
export function textOf(value: unknown, name: string): string {
  if (!isRecord(value)) return '';
  const field = value[name];
  return typeof field === 'string' || typeof field === 'number' || typeof field === 'bigint' ? String(field) : '';
}

export function recordOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const field = isRecord(value) ? value[name] : undefined;
  return isRecord(field) ? field : {};
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  const field = isRecord(value) ? value[name] : undefined;
  return Array.isArray(field) ? field : [];
}
