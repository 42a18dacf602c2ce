import { RequestFailure } from '../data/failures.ts';
import { asRecord, asText } from '../data/parse.ts';

/** Asks the sandbox through this app's own origin. Throws RequestFailure; a refusal of the sandbox carries its words. */
export const askSandbox = async (
  path: string,
  deed?: { readonly method: 'POST' | 'DELETE'; readonly body?: object },
  signal?: AbortSignal,
): Promise<unknown> => {
  const response = await fetch(`/sandbox${path}`, {
    method: deed?.method ?? 'GET',
    headers: { accept: 'application/json', ...(deed?.method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    ...(deed?.method === 'POST' ? { body: JSON.stringify(deed.body ?? {}) } : {}),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new RequestFailure('outage', 'NETWORK');
  });
  if (response.status === 401) throw new RequestFailure('signed-out', 'UNAUTHENTICATED');
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const told = asRecord(body);
  const code = asText(told?.['code']) ?? asText(told?.['error']) ?? `HTTP_${response.status}`;
  throw new RequestFailure(response.status === 403 ? 'forbidden' : response.status >= 500 ? 'outage' : 'rejected', code);
};
