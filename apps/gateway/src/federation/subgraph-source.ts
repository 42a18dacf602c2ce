import type { GraphQLDataSource } from '@apollo/gateway';
import { identityHeader } from '@orderloom/rpc/identity';
import { clientSpan, traceparentOf } from '@orderloom/telemetry';
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';
import { Pool } from 'undici';
import { silentAnswer } from './silent-answer.ts';

/** What the executor carries for each request. */
export type RequestContext = {
  /** Signed identity of the viewer, for x-hub-identity. */
  readonly identity: string;
};

/** A subgraph gave no usable answer. The message may name addresses: it is for the log only. */
export class SubgraphSilent extends Error {
  override readonly name = 'SubgraphSilent';
}

export type SubgraphSource = GraphQLDataSource<RequestContext> & { readonly close: () => Promise<void> };

type Request = Parameters<GraphQLDataSource<RequestContext>['process']>[0]['request'];

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

  return {
    process: async ({ request, context }) => {
      try {
        return await breaker.execute(() =>
          clientSpan(`graphql ${options.name}`, { 'hub.subgraph': options.name }, () => send(target, request, identityOf(context))),
        );
      } catch (error) {
        // A breaker that is open has been reported when it opened.
        if (!(error instanceof BrokenCircuitError)) options.onFailure(options.name, error);
        return { errors: [...silentAnswer(request.query ?? '', request.variables)] };
      }
    },
    close: () => pool.destroy(),
  };
}

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

async function send(
  target: { readonly pool: Pool; readonly path: string; readonly deadlineMs: number },
  request: Request,
  identity: string,
): Promise<Answer> {
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
    const body: unknown = JSON.parse(await response.body.text());
    if (!isAnswer(body)) throw new SubgraphSilent(`answered ${response.statusCode} without data or errors`);
    // Refused at the door (identity, deadline, size): the document never ran.
    if (body.data === undefined && response.statusCode !== 200) throw new SubgraphSilent(`answered ${response.statusCode}`);
    return body;
  } finally {
    clearTimeout(timer);
  }
}

function identityOf(context: Readonly<Record<string, unknown>>): string {
  const identity = context['identity'];
  return typeof identity === 'string' ? identity : '';
}

function isAnswer(body: unknown): body is Answer {
  return typeof body === 'object' && body !== null && ('data' in body || ('errors' in body && Array.isArray(body.errors)));
}
