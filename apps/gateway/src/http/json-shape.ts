import { RequestRefused } from '../domain/account-errors.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openings = new Set([0x5b, 0x7b]);
const closings = new Set([0x5d, 0x7d]);

/** What a body may hold; `textBytes` is the longest single text of it, as it stands there. */
export type PlainShape = { readonly values: number; readonly depth: number; readonly textBytes: number };

/**
 * Refuses a body of too many values or levels before it is parsed: twelve thousand keys cost the parser more than everything else that
 * is done with a request that is refused. A text that is too long is copied twice on the way to its refusal, and collecting the copies
 * costs more than the refusal. One pass over the bytes; whether it is JSON at all is the parser's to say.
 */
export function requirePlainShape(body: Buffer, most: PlainShape): void {
  let values = 0;
  let depth = 0;
  let inText = false;
  let textBegan = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
      if (at - textBegan > most.textBytes) throw new RequestRefused('BODY_TOO_LARGE', `A text is longer than ${most.textBytes} bytes.`);
    } else if (byte === quote) {
      inText = true;
      textBegan = at;
    } else if (byte === comma || byte === colon) values += 1;
    else if (openings.has(byte)) depth += 1;
    else if (closings.has(byte)) depth -= 1;
    if (values > most.values || depth > most.depth)
      throw new RequestRefused('BODY_TOO_LARGE', `The body has more than ${most.values} values or ${most.depth} levels.`);
  }
}
