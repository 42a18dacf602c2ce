import { DomainError } from '@orderloom/domain-kernel';
import { TraceAskedJustNow } from '../application/ask-trace-again.ts';

const refusalTypes = {
  PARCEL_NOT_FOUND: 'ParcelNotFound',
  PARCEL_WITHOUT_NUMBER: 'ParcelWithoutNumber',
  TRACE_ASKED_JUST_NOW: 'TraceAskedJustNow',
  CARRIER_SILENT: 'CarrierSilent',
  IDEMPOTENCY_KEY_REUSED: 'FulfilmentKeyReused',
} as const;

/** A refusal as a member of the mutation's union; everything else is thrown on. */
export function refusalOf(error: unknown): { readonly __typename: string; readonly code: string; readonly message: string } {
  if (!(error instanceof DomainError) || !isRefusal(error.code)) throw error;
  return {
    __typename: refusalTypes[error.code],
    code: error.code,
    message: error.message,
    ...(error instanceof TraceAskedJustNow ? { nextAt: error.nextAt } : {}),
  };
}

function isRefusal(code: string): code is keyof typeof refusalTypes {
  return Object.hasOwn(refusalTypes, code);
}
