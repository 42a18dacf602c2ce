import { DomainError } from '@orderloom/domain-kernel';
import { WebhookEventTypesRefused, WebhookTextRefused, WebhookUrlRefused } from '../domain/webhooks/errors.ts';

/** Names of the refusals in the schema, by the code of the domain's error. */
const refusalTypes = {
  WEBHOOK_URL_REFUSED: 'WebhookUrlRefused',
  WEBHOOK_EVENT_TYPES_REFUSED: 'WebhookEventTypesRefused',
  WEBHOOK_TEXT_REFUSED: 'WebhookTextRefused',
  TOO_MANY_WEBHOOK_ENDPOINTS: 'TooManyWebhookEndpoints',
  WEBHOOK_ENDPOINT_NOT_FOUND: 'WebhookEndpointNotFound',
  WEBHOOK_DELIVERY_NOT_FOUND: 'WebhookDeliveryNotFound',
  WEBHOOK_ENDPOINT_DISABLED: 'WebhookEndpointDisabled',
  WEBHOOK_OVERLAP_REFUSED: 'WebhookOverlapRefused',
  WEBHOOK_REPLAY_REFUSED: 'WebhookReplayRefused',
  NOT_ALLOWED: 'NotAllowed',
  IDEMPOTENCY_KEY_REUSED: 'IdempotencyKeyReused',
} as const;

type RefusalCode = keyof typeof refusalTypes;

interface Refused {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
}

/** What was answered, or a refusal that the mutation's union has as its member; everything else is thrown on. */
export async function answered<A extends object>(work: Promise<A>): Promise<A | Refused> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DomainError) || !isRefusal(error.code)) throw error;
    return { __typename: refusalTypes[error.code], code: error.code, message: error.message, ...moreOf(error) };
  }
}

function moreOf(error: DomainError): object {
  if (error instanceof WebhookUrlRefused) return { reason: error.reason };
  if (error instanceof WebhookEventTypesRefused) return { eventTypes: error.eventTypes };
  if (error instanceof WebhookTextRefused) return { field: error.field };
  return {};
}

function isRefusal(code: string): code is RefusalCode {
  return Object.hasOwn(refusalTypes, code);
}
