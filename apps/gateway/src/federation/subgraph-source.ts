import type { GraphQLDataSource } from '@apollo/gateway';
import { identityHeader } from '@orderloom/rpc/identity';
import { clientSpan, traceparentOf } from '@orderloom/telemetry';
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';
import { Pool } from 'undici';
import { passes } from './byte-lane.ts';
import { silentAnswer } from './silent-answer.ts';

/** What the executor carries for each request. */
export type RequestContext = {
  /** Signed identity of the viewer, for x-hub-identity. */
  readonly identity: string;
  /** An answer that is there already: the one fetch of the plan takes it instead of asking again. */
  readonly fetched?: SubgraphAnswer;
  /** Present for documents of our own: their plans are worth a look for the byte lane. */
  readonly trusted?: boolean;
};

/** A subgraph gave no usable answer. The message may name addresses: it is for the log only. */
export class SubgraphSilent extends Error {
  override readonly name = 'SubgraphSilent';
}

export type SubgraphSource = GraphQLDataSource<RequestContext> & {
  /** The answer as it came where it passes, else as what Apollo is to make something of. */
  readonly askForBytes: (request: Request, identity: string) => Promise<{ readonly bytes: Buffer } | { readonly answer: SubgraphAnswer }>;
  readonly close: () => Promise<void>;
};

export type SubgraphAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

type Request = Pick<Parameters<GraphQLDataSource<RequestContext>['process']>[0]['request'], 'query' | 'operationName' | 'variables'>;

/**
 * Asks one subgraph over kept connections, within its own deadline. A subgraph that is dead or frozen costs its own fields and nobody
 * else's: the fields come back as errors, and after five failures in a row it is left alone for two seconds.
 */
export function subgraphSource(options: {
  readonly name: string;
  readonly url: URL;
  readonly deadlineMs: number;
  readonly onFailure: (subgraph: string, error: unknown) => void;
}): SubgraphSource {
  const pool = new Pool(options.url.origin, {
    connections: 64,
    pipelining: 1,
    keepAliveTimeout: 60_000,
    connectTimeout: Math.min(1_000, options.deadlineMs),
    maxResponseSize: 16 * 1024 * 1024,
  });
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 2_000, breaker: new ConsecutiveBreaker(5) });
  const target = { pool, path: options.url.pathname, deadlineMs: options.deadlineMs };

  const ask = async <T>(request: Request, identity: string, read: (raw: Raw) => T): Promise<T | { readonly answer: SubgraphAnswer }> => {
    try {
      // An answer that cannot be read is a failure of the subgraph, so it is read inside the breaker.
      return await breaker.execute(() =>
        clientSpan(`graphql ${options.name}`, { 'hub.subgraph': options.name }, async () => read(await send(target, request, identity))),
      );
    } catch (error) {
      // A breaker that is open has been reported when it opened.
      if (!(error instanceof BrokenCircuitError)) options.onFailure(options.name, error);
      return { answer: { errors: [...silentAnswer(request.query ?? '', request.variables)] } };
    }
  };

  return {
    process: async ({ request, context }) =>
      context.fetched ?? (await ask(request, identityOf(context), (raw) => ({ answer: answerOf(raw) }))).answer,
    askForBytes: (request, identity) => ask(request, identity, (raw) => (passes(raw) ? { bytes: raw.bytes } : { answer: answerOf(raw) })),
    close: () => pool.destroy(),
  };
}

interface Raw {
  readonly statusCode: number;
  readonly bytes: Buffer;
}

async function send(
  target: { readonly pool: Pool; readonly path: string; readonly deadlineMs: number },
  request: Request,
  identity: string,
): Promise<Raw> {
  const traceparent = traceparentOf();
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new SubgraphSilent(`no answer within ${target.deadlineMs} ms`)), target.deadlineMs);
  try {
    const response = await target.pool.request({
      method: 'POST',
      path: target.path,
      signal: giveUp.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        [identityHeader]: identity,
        'x-hub-deadline': String(Date.now() + target.deadlineMs),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      body: JSON.stringify({ query: request.query, operationName: request.operationName, variables: request.variables }),
    });
    return { statusCode: response.statusCode, bytes: Buffer.from(await response.body.arrayBuffer()) };
  } finally {
    clearTimeout(timer);
  }
}

function answerOf({ statusCode, bytes }: Raw): SubgraphAnswer {
  const body: unknown = JSON.parse(bytes.toString('utf8'));
  if (!isAnswer(body)) throw new SubgraphSilent(`answered ${statusCode} without data or errors`);
  // Refused at the door (identity, deadline, size): the document never ran.
  if (body.data === undefined && statusCode !== 200) throw new SubgraphSilent(`answered ${statusCode}`);
  return body;
}

function identityOf(context: Readonly<Record<string, unknown>>): string {
  const identity = context['identity'];
  return typeof identity === 'string' ? identity : '';
}

function isAnswer(body: unknown): body is SubgraphAnswer {
  return typeof body === 'object' && body !== null && ('data' in body || ('errors' in body && Array.isArray(body.errors)));
}
