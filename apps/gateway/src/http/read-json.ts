import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BodyTooLarge, readBody } from '@orderloom/service-runtime';
import { requirePlainShape, type PlainShape } from './json-shape.ts';
import { RequestRefused } from '../domain/account-errors.ts';

/** The JSON object of a request body, refused above the cap before anything is parsed. */
export async function readJson(request: IncomingMessage, maxBytes: number, shape?: PlainShape): Promise<Readonly<Record<string, unknown>>> {
  // A form of another site can be sent without a preflight, JSON cannot.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new RequestRefused('NOT_JSON', 'The content type must be application/json.');
  // A kilobyte may unpack to a gigabyte.
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new RequestRefused('ENCODING_REFUSED', 'Send the body as it is, without compression.');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const body = await readBody(request, maxBytes).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) throw tooLarge(maxBytes);
    throw error;
  });
  // Known by its first byte, so that a batch of thousands is not read to be refused.
  if (/^\s*\[/.test(body.toString('latin1', 0, 64))) throw batchRefused();
  if (shape !== undefined) requirePlainShape(body, shape);
  const parsed = parse(textOf(body));
  if (Array.isArray(parsed)) throw batchRefused();
  if (!isRecord(parsed)) throw new RequestRefused('BAD_REQUEST', 'The body must be a JSON object.');
  return parsed;
}

function batchRefused(): RequestRefused {
  return new RequestRefused('BATCH_REFUSED', 'One request carries one document.');
}

function tooLarge(maxBytes: number): RequestRefused {
  return new RequestRefused('BODY_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`);
}

// Replaced bytes would make two texts out of one: what was signed, logged or checked is no longer what runs.
function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new RequestRefused('BAD_REQUEST', 'The body is not UTF-8.');
  return body.toString('utf8');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestRefused('BAD_REQUEST', 'The body is not JSON.');
  }
}
