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

export class HoldMissing extends DomainError {
  readonly code = 'HOLD_NOT_FOUND';
}

export class KeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

export class DeedNotAllowed extends DomainError {
  readonly code = 'NOT_ALLOWED';
}
