import { DomainError } from '@orderloom/domain-kernel';

/** Account and password do not belong together; which of them is wrong is not said. */
export class SignInRefused extends DomainError {
  readonly code = 'SIGN_IN_REFUSED';
}

/** Too many wrong passwords in a row; `retryAfterSeconds` is in the details. */
export class TooManyAttempts extends DomainError {
  readonly code = 'TOO_MANY_ATTEMPTS';
}

/** No session, or one that has ended. */
export class SignedOut extends DomainError {
  readonly code = 'UNAUTHENTICATED';
}

/** The request was made by another site's page. */
export class CrossSiteRefused extends DomainError {
  readonly code = 'CROSS_SITE';
}

/** A link that opens nothing: forged, for something else, or past its time. Which of them is not said. */
export class DoorShut extends DomainError {
  readonly code = 'DOOR_SHUT';
}

/** The request itself is not usable. */
export class RequestRefused extends DomainError {
  readonly code: 'BODY_TOO_LARGE' | 'NOT_JSON' | 'BAD_REQUEST';

  constructor(code: RequestRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}
