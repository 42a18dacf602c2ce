import type { Operation } from './partner-api.ts';

/** Why a call got no answer. `code` is one of docs/partner-api-errors.md; `reference` is what support looks for in the hub's log. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly status: number;
  readonly code: string;
  readonly reference: string | undefined;

  constructor(status: number, code: string, message: string, reference: string | undefined) {
    super(`${code}: ${message}`);
    this.status = status;
    this.code = code;
    this.reference = reference;
  }
}

export interface HubOptions {
  /** E.g. `https://hub.example.com`. */
  readonly url: string;
  readonly key: string;
  /** How often a call is tried in all; 5 when absent. */
  readonly tries?: number;
}

export interface Hub {
  /** Asks, and asks again when the hub or the way there is busy: every mutation has an idempotency key, so nothing is done twice. */
  readonly ask: <Answer, Variables>(operation: Operation<Answer, Variables>, variables: Variables) => Promise<Answer>;
}

type Body = {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string; readonly reference?: string } }[];
};

const longestWaitMs = 60_000;
const patienceMs = 30_000;

export function openHub({ url, key, tries = 5 }: HubOptions): Hub {
  return {
    ask: async (operation, variables) => {
      for (let tried = 1; ; tried += 1) {
        const response = await post(operation.text, variables).catch((error: unknown) => reasonOf(error));
        if (typeof response === 'string') {
          if (tried >= tries) throw new CallFailed(0, 'NO_ANSWER', response, undefined);
          await pause(waitMs(tried));
          continue;
        }
        if ((response.status === 429 || response.status >= 500) && tried < tries) {
          const wished = Number(response.headers.get('retry-after') ?? Number.NaN) * 1_000;
          await response.body?.cancel();
          await pause(Number.isNaN(wished) ? waitMs(tried) : Math.min(wished, longestWaitMs));
          continue;
        }
        return answerOf(response.status, (await response.json()) as Body);
      }
    },
  };

  function post(query: string, variables: unknown): Promise<Response> {
    return fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(patienceMs),
    });
  }
}

// The schema has checked what the document asks for, so the answer has the type that was made from both.
function answerOf<Answer>(status: number, { data, errors }: Body): Answer {
  const [error] = errors ?? [];
  if (error === undefined) return data as Answer;
  throw new CallFailed(status, error.extensions?.code ?? 'UNKNOWN', error.message, error.extensions?.reference);
}

// A fifth more or less, so that programs that were cut off together do not come back together.
function waitMs(tried: number): number {
  return Math.min(500 * 2 ** tried, longestWaitMs) * (0.8 + Math.random() * 0.4);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
