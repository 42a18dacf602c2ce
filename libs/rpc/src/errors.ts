import { DomainError, type ErrorDetails } from '@orderloom/domain-kernel';

/** The other service refused; `code` is the code of its DomainError. Trying again changes nothing. */
export class RpcRefused extends DomainError {
  readonly code: string;
  readonly method: string;

  constructor(refusal: { readonly method: string; readonly code: string; readonly message: string; readonly details: ErrorDetails }) {
    super(refusal.message, refusal.details);
    this.code = refusal.code;
    this.method = refusal.method;
  }
}

/** No answer came in time. Whether the work was done is unknown: repeat it with the same idempotency key. */
export class RpcUnavailable extends Error {
  override readonly name = 'RpcUnavailable';
  readonly method: string;
  readonly reason: 'UNAVAILABLE' | 'DEADLINE_EXCEEDED' | 'RESOURCE_EXHAUSTED';

  constructor(method: string, reason: RpcUnavailable['reason'], cause: unknown) {
    super(`${method}: ${reason}`, { cause });
    this.method = method;
    this.reason = reason;
  }
}

/** The other service broke or did not let us in; the message carries the reference of its log line. */
export class RpcFailed extends Error {
  override readonly name = 'RpcFailed';
  readonly method: string;
  readonly status: string;

  constructor(failure: { readonly method: string; readonly status: string; readonly details: string; readonly cause: unknown }) {
    super(`${failure.method}: ${failure.status} (${failure.details})`, { cause: failure.cause });
    this.method = failure.method;
    this.status = failure.status;
  }
}
