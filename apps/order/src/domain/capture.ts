import type { Money } from '@orderloom/domain-kernel';
import type { OrderLine, PlatformState, Recipient } from './order.ts';

/** The order as its platform tells it now. */
export interface Capture {
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly system: string;
  readonly platformVersion: bigint;
  readonly state: PlatformState;
  /** Undefined where the platform told none; only an order that is not to be shipped may lack one. */
  readonly recipient: Recipient | undefined;
  readonly buyerToken: string;
  readonly lines: readonly Omit<OrderLine, 'cancelledQuantity'>[];
  readonly goodsAmount: Money;
  readonly discountAmount: Money;
  readonly freightAmount: Money;
  readonly paidAmount: Money;
  readonly submittedAt: Date | undefined;
  readonly platformCreatedAt: Date;
  readonly receivedAt: Date;
  readonly paidAt: Date | undefined;
  readonly promisedShipAt: Date | undefined;
  readonly presale: boolean;
  readonly extensions: Readonly<Record<string, string>>;
  readonly defaultedFields: readonly string[];
}
