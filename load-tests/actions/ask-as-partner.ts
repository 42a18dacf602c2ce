import http from 'k6/http';

/** What the gateway said to a program: data, or the code of a refusal of the whole request. */
export interface PartnerAnswer<Data> {
  readonly status: number;
  readonly ms: number;
  readonly data: Data | undefined;
  /** Code of the first error; empty where there is none. */
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
}

interface Envelope<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** One document with a key, as a partner's own program sends it. */
export function askAsPartner<Data>(
  at: { readonly gateway: string; readonly key: string },
  name: string,
  body: { readonly query: string; readonly variables: object },
): PartnerAnswer<Data> {
  const answer = http.post(`${at.gateway}/graphql`, JSON.stringify(body), {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${at.key}` },
    tags: { name },
    responseType: 'text',
    timeout: '15s',
    // 429 is an answer: the key's minute is spent.
    responseCallback: http.expectedStatuses(200, 429),
  });
  const told = parsed<Data>(answer.body);
  const retryAfter = Number(answer.headers['Retry-After']);
  return {
    status: answer.status,
    ms: answer.timings.duration,
    data: told?.errors === undefined ? (told?.data ?? undefined) : undefined,
    code: told?.errors?.[0]?.extensions?.code ?? (answer.status === 200 ? '' : `HTTP_${answer.status}`),
    retryAfterSeconds: Number.isNaN(retryAfter) ? undefined : retryAfter,
  };
}

function parsed<Data>(body: string | null): Envelope<Data> | undefined {
  try {
    return JSON.parse(body ?? '') as Envelope<Data>; // the form of every GraphQL answer
  } catch {
    return undefined;
  }
}
