import { DomainError } from '@orderloom/domain-kernel';
import { HoldRulesInvalid } from '../domain/hold-rules.ts';
import { ExpeditedJustNow, OrderAlreadyOutbound } from '../domain/order-errors.ts';
import { ReasonUnusable } from '../domain/reason.ts';
import { RemarkUnusable } from '../domain/remark.ts';

/** Names of the refusals in the schema, by the code of the domain's error. */
const refusalTypes = {
  ORDER_NOT_FOUND: 'OrderNotFound',
  ALREADY_OUTBOUND: 'AlreadyOutbound',
  ALREADY_ENDED: 'AlreadyEnded',
  ALREADY_WITH_WAREHOUSE: 'AlreadyWithWarehouse',
  HOLD_NOT_FOUND: 'HoldNotFound',
  EXPEDITED_JUST_NOW: 'ExpeditedJustNow',
  ALREADY_EXPEDITED: 'AlreadyExpedited',
  CANCEL_UNDER_WAY: 'CancelUnderWay',
  REASON_UNUSABLE: 'ReasonUnusable',
  REMARK_UNUSABLE: 'RemarkUnusable',
  REMARK_NOT_FOUND: 'RemarkNotFound',
  HOLD_RULES_STALE: 'HoldRulesStale',
  HOLD_RULES_INVALID: 'HoldRulesInvalid',
  NOT_ALLOWED: 'NotAllowed',
  IDEMPOTENCY_KEY_REUSED: 'IdempotencyKeyReused',
} as const;

export type RefusalCode = keyof typeof refusalTypes;

/** A refusal that the mutation's union has, as its member; everything else is thrown on. */
export function refusalOf(error: unknown): { readonly __typename: string; readonly code: string; readonly message: string } {
  if (!(error instanceof DomainError) || !isRefusal(error.code)) throw error;
  return {
    __typename: refusalTypes[error.code],
    code: error.code,
    message: error.message,
    ...moreOf(error),
  };
}

function moreOf(error: DomainError): object {
  if (error instanceof OrderAlreadyOutbound) return { outboundAt: error.outboundAt };
  if (error instanceof ExpeditedJustNow) return { expeditedBy: error.by, expeditedAt: error.at };
  if (error instanceof ReasonUnusable || error instanceof RemarkUnusable) return { why: error.why };
  if (error instanceof HoldRulesInvalid) return { field: error.field };
  return {};
}

function isRefusal(code: string): code is RefusalCode {
  return Object.hasOwn(refusalTypes, code);
}
