import type { Outbox } from '@orderloom/outbox';
import type { RefundAnswers } from '../application/answer-refunds.ts';
import type { OwnOrders } from '../application/own-orders.ts';
import type { ShipNotices } from '../application/send-ship-notices.ts';
import type { CapturedOrders, IntakeWork } from '../application/stores.ts';
import type { StockTargets } from '../application/write-stock.ts';

export interface ReactDeps {
  readonly outbox: Outbox;
  readonly orders: CapturedOrders;
  readonly notices: ShipNotices;
  readonly answers: RefundAnswers;
  readonly targets: StockTargets;
  readonly own: Pick<OwnOrders, 'readdress'>;
  readonly work: Pick<IntakeWork, 'add'>;
  /** Ring the senders after the commit. */
  readonly ring: { readonly notices: () => void; readonly answers: () => void; readonly stock: () => void };
  /** Whether the shop's platform wants to be told of parcels; shops of our own have none. */
  readonly hasPlatform: (shopId: string) => boolean;
  readonly now: () => Date;
}
