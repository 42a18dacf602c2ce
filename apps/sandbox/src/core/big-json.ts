/** Platform ids exceed 2^53 and travel as JSON numbers; inside the sandbox they are text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** What Node 24 has and TypeScript's library does not know yet. */
interface ExactJson {
  rawJSON(text: string): unknown;
  parse(text: string, revive: (name: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
}

const exact = JSON as unknown as ExactJson;

const LONG_NUMBER = /\d{16}/;

/** Marks a text of digits to be written as a JSON number. */
export function bigNumber(digits: string): Json {
  return exact.rawJSON(digits) as Json;
}

/** Whole numbers that a double cannot hold come back as text. */
export function parseJson(text: string): Json {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as Json;
  return exact.parse(text, reviveBigNumber) as Json;
}

function reviveBigNumber(_name: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id that may have been sent as a number or as text; undefined when it is neither. */
export function idText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isInteger(value) ? String(value) : undefined;
}
