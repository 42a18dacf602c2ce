import type { Confirmation } from '../domain/outbound.ts';
import type { CarrierNode } from '../domain/route.ts';
import type { CreateOutcome } from './ports.ts';

/** What a WMS may say on its own, whatever protocol it speaks. */
export type WarehousePush =
  | { readonly kind: 'CONFIRMED'; readonly confirmation: Confirmation }
  | { readonly kind: 'ANSWERED'; readonly fulfilmentOrderId: string; readonly outcome: CreateOutcome }
  | {
      readonly kind: 'PROGRESSED';
      readonly fulfilmentOrderId: string;
      /** The WMS's own status word. */
      readonly status: string;
      readonly wmsOrderId: string;
      readonly at: Date;
      readonly operator: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'MOVED';
      readonly warehouseId: string;
      readonly sku: string;
      readonly good: boolean;
      readonly orderType: string;
      readonly delta: number;
      readonly bizCode: string;
      readonly at: Date;
    }
  | { readonly kind: 'LACKED'; readonly fulfilmentOrderId: string; readonly reason: string };

/** What a carrier may say on its own. */
export type CarrierPush = { readonly kind: 'ROUTED'; readonly node: CarrierNode };

export type AnyPush = WarehousePush | CarrierPush;

/** A push that was read, with where it came from. */
export interface ReadPush {
  readonly push: AnyPush;
  readonly system: string;
  readonly rawRef: string;
  readonly receivedAt: Date;
}
