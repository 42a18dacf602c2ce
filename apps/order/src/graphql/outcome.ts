import { DomainError } from '@orderloom/domain-kernel';
import { OrderAlreadyOutbound } from '../domain/order-errors.ts';

/** Names of the refusals in the schema, by the code of the domain's error. */
const refusalTypes = {
  ORDER_NOT_FOUND: 'OrderNotFound',
  ALREADY_OUTBOUND: 'AlreadyOutbound',
  ALREADY_ENDED: 'AlreadyEnded',
  ALREADY_WITH_WAREHOUSE: 'AlreadyWithWarehouse',
  HOLD_NOT_FOUND: 'HoldNotFound',
  NOT_ALLOWED: 'NotAllowed',
  IDEMPOTENCY_KEY_REUSED: 'IdempotencyKeyReused',
} as const;

export type RefusalCode = keyof typeof refusalTypes;

/** A refusal that the mutation's union has, as its member; everything else is thrown on. */
export function refusalOf(error: unknown): {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly outboundAt?: Date | undefined;
} {
  if (!(error instanceof DomainError) || !isRefusal(error.code)) throw error;
  return {
    __typename: refusalTypes[error.code],
    code: error.code,
    message: error.message,
    ...(error instanceof OrderAlreadyOutbound ? { outboundAt: error.outboundAt } : {}),
  };
}

function isRefusal(code: string): code is RefusalCode {
  return Object.hasOwn(refusalTypes, code);
}
