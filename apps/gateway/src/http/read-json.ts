import type { IncomingMessage } from 'node:http';
import { BodyTooLarge, readBody } from '@orderloom/service-runtime';
import { RequestRefused } from '../domain/account-errors.ts';

/** The JSON object of a request body, refused above the cap before anything is parsed. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<Readonly<Record<string, unknown>>> {
  // A form of another site can be sent without a preflight, JSON cannot.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new RequestRefused('NOT_JSON', 'The content type must be application/json.');
  const body = await readBody(request, maxBytes).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) throw new RequestRefused('BODY_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`);
    throw error;
  });
  const parsed = parse(body.toString('utf8'));
  if (!isRecord(parsed)) throw new RequestRefused('BAD_REQUEST', 'The body must be a JSON object.');
  return parsed;
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
