import { clientSpan, traceparentOf } from '@orderloom/telemetry';
import {
  createChannel,
  createClientFactory,
  Metadata,
  type CallOptions,
  type Client,
  type ClientMiddleware,
  type ClientMiddlewareCall,
} from 'nice-grpc';
import type { CompatServiceDefinition } from 'nice-grpc/lib/service-definitions/index.js';
import { setTimeout as pause } from 'node:timers/promises';
import { toCallerError } from './client-errors.ts';
import { RpcUnavailable } from './errors.ts';
import { identityHeader, identitySigner, requireInternalKey, type InternalKey } from './identity.ts';
import { retryBudget, type RetryBudget } from './retry-budget.ts';
import { channelOptions, wire } from './wire.ts';

/** Beside signal and metadata, a call may bring its own deadline (ms from now). */
export type RpcCallOptions = { readonly deadlineMs?: number };

/** A client and its connection. */
export type RpcClient<D extends CompatServiceDefinition> = {
  readonly call: Client<D, RpcCallOptions>;
  readonly close: () => void;
};

/**
 * A client of one service at `host:port`. Unary calls have a deadline (2,000 ms unless told); streams have one only if the
 * call brings it. Methods named `idempotent` (or flagged so in the proto) are tried once more when the peer is unavailable,
 * while the budget of 10 % lasts and the deadline allows.
 */
export function rpcClient<D extends CompatServiceDefinition>(
  definition: D,
  address: string,
  options: {
    readonly internalKey: InternalKey;
    /** The app that calls. */
    readonly caller: string;
    readonly deadlineMs?: number;
    readonly idempotent?: readonly string[];
  },
): RpcClient<D> {
  const channel = createChannel(address, undefined, channelOptions);
  const identity = identitySigner(requireInternalKey(options.internalKey), { caller: options.caller });
  const factory = createClientFactory().use(
    speak({
      identity,
      deadlineMs: options.deadlineMs ?? 2_000,
      idempotent: new Set(options.idempotent ?? []),
      budget: retryBudget(),
    }),
  );
  return { call: factory.create(definition, channel), close: () => channel.close() };
}

type Manners = {
  readonly identity: () => string;
  readonly deadlineMs: number;
  readonly idempotent: ReadonlySet<string>;
  readonly budget: RetryBudget;
};

function speak(manners: Manners): ClientMiddleware<RpcCallOptions> {
  return async function* spoken<Request, Response>(call: ClientMiddlewareCall<Request, Response>, options: CallOptions & RpcCallOptions) {
    if (call.requestStream || call.responseStream) {
      const attempt = prepare(options, manners.identity(), options.deadlineMs);
      try {
        return yield* call.next(call.request, attempt.options);
      } catch (error) {
        throw toCallerError({ error, method: call.method.path, attempt });
      } finally {
        attempt.end();
      }
    }
    const { request, next, method } = call;
    const deadline = Date.now() + (options.deadlineMs ?? manners.deadlineMs);
    manners.budget.earn();
    return await clientSpan(method.path.slice(1), { 'rpc.system': 'grpc' }, () =>
      withRetry({ manners, method, deadline }, async () => {
        const attempt = prepare(options, manners.identity(), deadline - Date.now());
        try {
          const answer = await next(request, attempt.options).next();
          return answer.value;
        } catch (error) {
          throw toCallerError({ error, method: method.path, attempt });
        } finally {
          attempt.end();
        }
      }),
    );
  };
}

/** One try of a call: its options, and what came back in the trailer. */
export type Attempt = {
  readonly options: CallOptions;
  readonly trailer: () => Metadata | undefined;
  readonly timedOut: () => boolean;
  readonly end: () => void;
};

function prepare(options: CallOptions, identity: string, leftMs: number | undefined): Attempt {
  const metadata = Metadata(options.metadata).set(identityHeader, identity);
  const traceparent = traceparentOf();
  if (traceparent !== undefined) metadata.set(wire.traceparent, traceparent);
  if (leftMs !== undefined) metadata.set(wire.deadline, String(Date.now() + Math.max(leftMs, 0)));

  const giveUp = new AbortController();
  const abort = (): void => giveUp.abort();
  if (options.signal?.aborted === true) abort();
  options.signal?.addEventListener('abort', abort, { once: true });
  let late = false;
  const timer = leftMs === undefined ? undefined : setTimeout(() => ((late = true), abort()), Math.max(leftMs, 0));
  let trailer: Metadata | undefined;
  return {
    options: {
      ...options,
      metadata,
      signal: giveUp.signal,
      onTrailer: (received) => {
        trailer = received;
        options.onTrailer?.(received);
      },
    },
    trailer: () => trailer,
    timedOut: () => late,
    end: () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    },
  };
}

async function withRetry<T>(
  call: { readonly manners: Manners; readonly method: ClientMiddlewareCall<unknown, unknown>['method']; readonly deadline: number },
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const { manners, method, deadline } = call;
    const repeatable = method.options.idempotencyLevel !== undefined || manners.idempotent.has(methodName(method.path));
    const waitMs = 30 + Math.random() * 90;
    if (!(error instanceof RpcUnavailable) || error.reason !== 'UNAVAILABLE' || !repeatable) throw error;
    if (Date.now() + waitMs >= deadline || !manners.budget.spend()) throw error;
    await pause(waitMs);
    return await attempt();
  }
}

// "/hub.inventory.v1.StockClaims/ReserveMany" is `reserveMany` in a client.
function methodName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
