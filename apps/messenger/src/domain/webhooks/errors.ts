import { DomainError } from '@orderloom/domain-kernel';

export class WebhookUrlRefused extends DomainError {
  readonly code = 'WEBHOOK_URL_REFUSED';
  readonly reason: string;

  constructor(message: string, reason: string) {
    super(message, { reason });
    this.reason = reason;
  }
}

export class WebhookEventTypesRefused extends DomainError {
  readonly code = 'WEBHOOK_EVENT_TYPES_REFUSED';
  readonly eventTypes: readonly string[];

  constructor(message: string, eventTypes: readonly string[]) {
    super(message, { eventTypes: eventTypes.join(', ') });
    this.eventTypes = eventTypes;
  }
}

export class WebhookTextRefused extends DomainError {
  readonly code = 'WEBHOOK_TEXT_REFUSED';
  readonly field: string;

  constructor(message: string, field: string) {
    super(message, { field });
    this.field = field;
  }
}

export class TooManyWebhookEndpoints extends DomainError {
  readonly code = 'TOO_MANY_WEBHOOK_ENDPOINTS';
}

export class WebhookEndpointNotFound extends DomainError {
  readonly code = 'WEBHOOK_ENDPOINT_NOT_FOUND';
}

export class WebhookDeliveryNotFound extends DomainError {
  readonly code = 'WEBHOOK_DELIVERY_NOT_FOUND';
}

export class WebhookEndpointDisabled extends DomainError {
  readonly code = 'WEBHOOK_ENDPOINT_DISABLED';
}

export class WebhookOverlapRefused extends DomainError {
  readonly code = 'WEBHOOK_OVERLAP_REFUSED';
}

export class WebhookReplayRefused extends DomainError {
  readonly code = 'WEBHOOK_REPLAY_REFUSED';
}

export class WebhookDeedNotAllowed extends DomainError {
  readonly code = 'NOT_ALLOWED';
}
