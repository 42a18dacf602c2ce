import { randomUUID } from 'node:crypto';
import { DomainError } from '@orderloom/domain-kernel';
import { errorFields } from '@orderloom/telemetry';
import { ServerError, Status, type CallContext, type ServerMiddleware, type ServerMiddlewareCall } from 'nice-grpc';
import { encodeDetails, wire } from './wire.ts';

/** The part of a pino logger that this library uses. */
export type RpcLog = { readonly error: (fields: object, message: string) => void };

/** Answers a DomainError with its code, and everything unknown with a reference to the log. */
export function answerErrors(log: RpcLog): ServerMiddleware {
  return async function* answer<Request, Response>(call: ServerMiddlewareCall<Request, Response>, at: CallContext) {
    try {
      return yield* call.next(call.request, at);
    } catch (error) {
      throw toServerError({ error, at, log, method: call.method.path });
    }
  };
}

function toServerError(failure: {
  readonly error: unknown;
  readonly at: CallContext;
  readonly log: RpcLog;
  readonly method: string;
}): unknown {
  const { error, at, log, method } = failure;
  if (error instanceof ServerError) return error;
  // The caller has gone or the server is being cut: nobody reads an answer.
  if (at.signal.aborted) return new ServerError(Status.CANCELLED, 'The call was cancelled.');
  if (error instanceof DomainError) {
    at.trailer.set(wire.code, error.code);
    at.trailer.set(wire.details, encodeDetails(error.details));
    return new ServerError(Status.FAILED_PRECONDITION, error.message);
  }
  const reference = randomUUID();
  log.error({ reference, method, ...errorFields(error) }, 'rpc failed');
  return new ServerError(Status.INTERNAL, `reference ${reference}`);
}
