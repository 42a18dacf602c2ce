import { ClientError, Status } from 'nice-grpc';
import type { Attempt } from './client.ts';
import { RpcFailed, RpcRefused, RpcUnavailable } from './errors.ts';
import { decodeDetails, wire } from './wire.ts';

/** What a failed call means to the caller: refused, unavailable, or broken. */
export function toCallerError(failure: { readonly error: unknown; readonly method: string; readonly attempt: Attempt }): unknown {
  const { error, method, attempt } = failure;
  if (attempt.timedOut()) return new RpcUnavailable(method, 'DEADLINE_EXCEEDED', error);
  if (!(error instanceof ClientError)) return error;
  switch (error.code) {
    case Status.UNAVAILABLE:
      return new RpcUnavailable(method, 'UNAVAILABLE', error);
    case Status.DEADLINE_EXCEEDED:
      return new RpcUnavailable(method, 'DEADLINE_EXCEEDED', error);
    case Status.RESOURCE_EXHAUSTED:
      return new RpcUnavailable(method, 'RESOURCE_EXHAUSTED', error);
    case Status.CANCELLED:
      // We did not cancel, so the peer went away with our call in hand.
      return new RpcUnavailable(method, 'UNAVAILABLE', error);
    case Status.FAILED_PRECONDITION:
      return refusalOf(error, method, attempt);
    default:
      return failed(error, method);
  }
}

function refusalOf(error: ClientError, method: string, attempt: Attempt): RpcRefused | RpcFailed {
  const code = attempt.trailer()?.get(wire.code);
  if (code === undefined) return failed(error, method);
  return new RpcRefused({ method, code, message: error.details, details: decodeDetails(attempt.trailer()?.get(wire.details)) });
}

function failed(error: ClientError, method: string): RpcFailed {
  return new RpcFailed({ method, status: Status[error.code] ?? String(error.code), details: error.details, cause: error });
}
