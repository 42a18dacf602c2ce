import type { TypedDocumentString } from '../gql/graphql.ts';
import { kindOfCode, RequestFailure } from './failures.ts';
import type { PartialFailure } from './failures.ts';
import { confirmFresh } from './live.ts';
import { parseEnvelope } from './parse.ts';

export interface Answer<Result> {
  readonly data: Result;
  /** Parts that their subgraph could not give; the rest of `data` stands. */
  readonly missing: readonly PartialFailure[];
}

/** Runs one trusted document through the command center's own origin. Throws RequestFailure when there is no data at all. */
export const ask = async <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer<Result>> => {
  const response = await post(document, variables, signal);
  if (response.status === 401) throw new RequestFailure('signed-out', 'UNAUTHENTICATED');
  const body = parseEnvelope(await response.json().catch(() => undefined));
  if (body === undefined) throw new RequestFailure('outage', `HTTP_${response.status}`);
  const { data, errors: missing } = body;
  if (data === undefined) {
    const code = missing[0]?.code ?? `HTTP_${response.status}`;
    throw new RequestFailure(kindOfCode(code), code);
  }
  confirmFresh();
  return { data: trust<Result>(data), missing };
};

// The gateway validated this document against the schema that its types were made from.
const trust = <Result>(data: unknown): Result => data as Result;

const post = async <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal: AbortSignal | undefined,
): Promise<Response> => {
  try {
    return await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      // Only the id: the gateway runs the text that it registered at our build.
      body: JSON.stringify({ documentId: document.__meta__?.['hash'], variables }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new RequestFailure('outage', 'NETWORK');
  }
};
