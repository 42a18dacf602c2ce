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
  readonly code: 'BODY_TOO_LARGE' | 'NOT_JSON' | 'ENCODING_REFUSED' | 'BATCH_REFUSED' | 'BAD_REQUEST';

  constructor(code: RequestRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The password was made by somebody else: its owner must set one before anything else. */
export class PasswordChangeNeeded extends DomainError {
  readonly code = 'PASSWORD_CHANGE_NEEDED';
}

/** The one-time password was good for a day, and the day is over. */
export class PasswordEnded extends DomainError {
  readonly code = 'PASSWORD_ENDED';
}

/** The new password is too short, or no new one. */
export class PasswordRefused extends DomainError {
  readonly code = 'PASSWORD_REFUSED';
}

/** The account may not do this. */
export class AccountNotAllowed extends DomainError {
  readonly code = 'NOT_ALLOWED';
}

/** No account has this id. */
export class AccountNotFound extends DomainError {
  readonly code = 'ACCOUNT_NOT_FOUND';
}

/** Another account has this login. */
export class LoginTaken extends DomainError {
  readonly code = 'LOGIN_TAKEN';
}

/** Nobody would be left who keeps accounts. */
export class LastAdmin extends DomainError {
  readonly code = 'LAST_ADMIN';
}
