/** A whole number too long for a double, or a decimal, that stands bare: as text it keeps every digit. */
const RISKY_NUMBER = /[:[,]\s*-?(?:\d{16}|\d+\.|\d+[eE])/;
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Reads JSON without losing digits: ids above 2^53 and decimals come as text. Throws SyntaxError. */
export function parseLossless(text: string): unknown {
  return JSON.parse(RISKY_NUMBER.test(text) ? text.replace(TOKENS, quoteRisky) : text);
}

function quoteRisky(token: string): string {
  if (token.startsWith('"')) return token;
  return token.length > 15 || /[.eE]/.test(token) ? `"${token}"` : token;
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

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

function endOfText(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE) return at;
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
