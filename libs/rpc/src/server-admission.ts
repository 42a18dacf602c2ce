import { runWithTraceparent } from '@orderloom/telemetry';
import { ServerError, Status, type CallContext, type ServerMiddleware, type ServerMiddlewareCall } from 'nice-grpc';
import { identityHeader, verifyIdentity, type Identity, type InternalKey } from './identity.ts';
import { wire } from './wire.ts';

/** What every method gets beside the request. */
export type RpcContext = {
  readonly identity: Identity;
  /** After this nobody waits for the answer; undefined on long streams. */
  readonly deadline: Date | undefined;
  /** Aborts when the server begins to stop: long streams should end. */
  readonly draining: AbortSignal;
};

/** Lets signed callers in, drops work whose caller has gone, and carries the trace on. */
export function admitCalls(door: { readonly internalKey: InternalKey; readonly draining: AbortSignal }): ServerMiddleware<RpcContext> {
  return async function* admit<Request, Response>(call: ServerMiddlewareCall<Request, Response, RpcContext>, at: CallContext) {
    const identity = verifyIdentity(door.internalKey, at.metadata.get(identityHeader));
    if (identity === undefined) throw new ServerError(Status.UNAUTHENTICATED, 'No valid identity.');
    // What a key may do stands at the fields of the schema; a method has no such mark, so no key ever gets here.
    if (identity.scopes !== undefined) throw new ServerError(Status.PERMISSION_DENIED, 'Keys are not admitted here.');
    const deadline = readDeadline(at);
    if (deadline !== undefined && deadline.getTime() <= Date.now()) {
      throw new ServerError(Status.DEADLINE_EXCEEDED, 'The deadline passed before the work began.');
    }
    const inside = Object.assign(at, { identity, deadline, draining: door.draining });
    if (call.responseStream) return yield* call.next(call.request, inside);

    const answer = call.next(call.request, inside);
    const header = at.metadata.get(wire.traceparent);
    return await runWithTraceparent(header, call.method.path.slice(1), async () => valueOf(await answer.next()));
  };
}

function readDeadline(at: CallContext): Date | undefined {
  const text = at.metadata.get(wire.deadline);
  return text !== undefined && /^\d{13}$/.test(text) ? new Date(Number(text)) : undefined;
}

function valueOf<Response>(result: IteratorResult<never, Response>): Response {
  return result.value;
}
