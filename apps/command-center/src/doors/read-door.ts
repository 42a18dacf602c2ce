import { headers } from 'next/headers';
import { gatewayUrl, headersFor } from '../gateway.ts';
import type { TypedDocumentString } from '../gql/graphql.ts';

type DoorAnswer<Result> =
  | { readonly state: 'open'; readonly data: Result }
  /** Forged, for something else, or past its time. */
  | { readonly state: 'shut' }
  | { readonly state: 'away' };

/** What the link's token opens, read on the server: the browser gets no script for it. */
export const readDoor = async <Result>(
  document: TypedDocumentString<Result, { readonly id: string }>,
  token: string,
): Promise<DoorAnswer<Result>> => {
  try {
    const incoming = headersFor(new Headers(await headers()));
    incoming.set('content-type', 'application/json');
    incoming.delete('cookie');
    const answer = await fetch(`${gatewayUrl()}/doors`, {
      method: 'POST',
      headers: incoming,
      body: JSON.stringify({ token, documentId: document.__meta__?.['hash'] }),
      cache: 'no-store',
      signal: AbortSignal.timeout(5000),
    });
    if (answer.status === 404) return { state: 'shut' };
    const body: unknown = await answer.json();
    const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
    // The gateway validated this document against the schema that its types were made from.
    return answer.ok && data !== null && data !== undefined ? { state: 'open', data: data as Result } : { state: 'away' };
  } catch {
    return { state: 'away' };
  }
};
