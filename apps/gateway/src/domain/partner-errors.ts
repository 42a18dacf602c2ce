import { DomainError } from '@orderloom/domain-kernel';

/** The key opens nothing. An id that nobody has and a wrong secret are told alike; the rest is told to the holder of the secret only. */
export class KeyRefused extends DomainError {
  readonly code: 'KEY_UNKNOWN' | 'KEY_ENDED' | 'KEY_REVOKED';

  constructor(code: KeyRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** No key has this id. */
export class KeyNotFound extends DomainError {
  readonly code = 'KEY_NOT_FOUND';
}

/** More requests, or dearer ones, than the key has in a minute; `retryAfterSeconds` is in the details. */
export class RateLimited extends DomainError {
  readonly code = 'RATE_LIMITED';
}

/** One document costs more than one request may; its price is in the details. */
export class CostTooGreat extends DomainError {
  readonly code = 'COST_TOO_GREAT';
}

/** People run the documents of the command center; a text of one's own needs a key. */
export class TrustedOnly extends DomainError {
  readonly code = 'TRUSTED_ONLY';
}

/** A test key was to do something outside the sandbox shops. */
export class SandboxOnly extends DomainError {
  readonly code = 'SANDBOX_ONLY';
}

/** A question about the schema stands alone in its document. */
export class IntrospectionAlone extends DomainError {
  readonly code = 'INTROSPECTION_ALONE';
}
