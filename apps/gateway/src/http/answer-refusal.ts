import type { ServerResponse } from 'node:http';
import { DomainError } from '@orderloom/domain-kernel';
import { sendJson } from '@orderloom/service-runtime';
import {
  AccountNotAllowed,
  AccountNotFound,
  LastAdmin,
  LoginTaken,
  PasswordChangeNeeded,
  PasswordEnded,
  CrossSiteRefused,
  DoorShut,
  RequestRefused,
  SignedOut,
  SignInRefused,
  TooManyAttempts,
} from '../domain/account-errors.ts';
import { KeyNotFound, KeyRefused, RateLimited, SandboxOnly, TrustedOnly } from '../domain/partner-errors.ts';

/** Answers a refusal of the doors outside GraphQL; anything else is thrown on. */
export function answerRefusal(response: ServerResponse, error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds === 'number') response.setHeader('retry-after', retryAfterSeconds);
  sendJson(response, statusOf(error), { code: error.code, message: error.message });
}

/** The HTTP status of a refusal. */
export function statusOf(error: DomainError): number {
  if (error instanceof SignedOut || error instanceof SignInRefused) return 401;
  if (error instanceof PasswordEnded) return 401;
  if (error instanceof CrossSiteRefused || error instanceof AccountNotAllowed || error instanceof PasswordChangeNeeded) return 403;
  if (error instanceof AccountNotFound) return 404;
  if (error instanceof LoginTaken || error instanceof LastAdmin) return 409;
  if (error instanceof DoorShut) return 404;
  if (error instanceof TooManyAttempts) return 429;
  if (error instanceof KeyRefused) return 401;
  if (error instanceof TrustedOnly || error instanceof SandboxOnly) return 403;
  if (error instanceof KeyNotFound) return 404;
  if (error instanceof RateLimited) return 429;
  if (error instanceof RequestRefused) return refusedStatus(error.code);
  return 400;
}

function refusedStatus(code: RequestRefused['code']): number {
  switch (code) {
    case 'BODY_TOO_LARGE':
      return 413;
    case 'NOT_JSON':
    case 'ENCODING_REFUSED':
      return 415;
    case 'BATCH_REFUSED':
    case 'BAD_REQUEST':
      return 400;
  }
}
