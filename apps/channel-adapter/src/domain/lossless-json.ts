/** A bare whole number too long for a double, or a bare decimal. It may be a text that looks so: the walk tells. */
const RISKY_NUMBER = /[:[,]\s*-?(?:\d{16}|\d+\.\d)/;
const NUMBERS = /-?\d[\d.eE+-]*/g;
const LONG = 16;

/** Reads JSON without losing digits: ids above 2^53 and decimals come as text. Throws SyntaxError. */
export function parseLossless(text: string): unknown {
  return JSON.parse(RISKY_NUMBER.test(text) ? quoteRiskyNumbers(text) : text);
}

/** Walks from text to text: only what stands between two of them can be a number, and it is mostly too short to be risky. */
function quoteRiskyNumbers(text: string): string {
  let quoted = '';
  let copied = 0;
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    if (end - at >= LONG || hasPoint(text, at, end)) {
      const between = text.slice(at, end).replace(NUMBERS, quoteRisky);
      if (between.length !== end - at) {
        quoted += text.slice(copied, at) + between;
        copied = end;
      }
    }
    at = quote === -1 ? text.length : endOfText(text, quote) + 1;
  }
  return quoted + text.slice(copied);
}

function hasPoint(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === POINT) return true;
  return false;
}

function quoteRisky(token: string): string {
  return token.length >= LONG || token.includes('.') ? `"${token}"` : token;
}

/** The exact texts of the elements of the first array with this name, so that each can be kept by itself. */
export function sliceElements(text: string, arrayName: string): readonly string[] {
  const start = new RegExp(`"${arrayName}"\\s*:\\s*\\[`).exec(text);
  if (start === null) return [];
  const slices: string[] = [];
  let depth = 0;
  let from = -1;
  for (let at = start.index + start[0].length; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      at = endOfText(text, at);
    } else if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      if (depth === 0) from = at;
      depth += 1;
    } else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) {
      if (depth === 0) return slices;
      depth -= 1;
      if (depth === 0) slices.push(text.slice(from, at + 1));
    }
  }
  throw new SyntaxError(`array ${arrayName} does not end`);
}

const POINT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

function endOfText(text: string, quote: number): number {
  for (let at = text.indexOf('"', quote + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  throw new SyntaxError('text does not end');
}

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
