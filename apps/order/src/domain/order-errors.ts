import { DomainError } from '@orderloom/domain-kernel';

export class OrderMissing extends DomainError {
  readonly code = 'ORDER_NOT_FOUND';
}

/** The goods have left. */
export class OrderAlreadyOutbound extends DomainError {
  readonly code = 'ALREADY_OUTBOUND';
  readonly outboundAt: Date | undefined;

  constructor(orderId: string, outboundAt: Date | undefined) {
    super('The goods have left the warehouse.', { orderId });
    this.outboundAt = outboundAt;
  }
}

/** Signed or cancelled. */
export class OrderAlreadyEnded extends DomainError {
  readonly code = 'ALREADY_ENDED';
}

/** A warehouse has it, or may have it: it can be cancelled, not held. */
export class OrderWithWarehouse extends DomainError {
  readonly code = 'ALREADY_WITH_WAREHOUSE';
}

/** A stop is asked of the warehouse: nothing opposite may be started. */
export class CancelUnderWay extends DomainError {
  readonly code = 'CANCEL_UNDER_WAY';
}

export class AlreadyExpedited extends DomainError {
  readonly code = 'ALREADY_EXPEDITED';
}

/** A colleague wanted the opposite a moment ago (CMD-03). */
export class ExpeditedJustNow extends DomainError {
  readonly code = 'EXPEDITED_JUST_NOW';
  readonly by: string;
  readonly at: Date;

  constructor(orderId: string, expedited: { readonly at: Date; readonly by: string }) {
    super('A colleague expedited the order a moment ago.', { orderId });
    this.by = expedited.by;
    this.at = expedited.at;
  }
}

export class HoldMissing extends DomainError {
  readonly code = 'HOLD_NOT_FOUND';
}

export class DeedNotAllowed extends DomainError {
  readonly code = 'NOT_ALLOWED';
}
