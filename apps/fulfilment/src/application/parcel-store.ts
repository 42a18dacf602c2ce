import type { Pool } from 'pg';
import type { Clearance } from '../domain/clearance.ts';
import type { LaneHistory } from '../domain/eta.ts';
import type { NodeKind } from '../domain/route.ts';
import type { Tx } from './ports.ts';

type Db = Pick<Tx, 'query'>;

export interface WantedParcel {
  readonly id: string;
  readonly orderId: string;
  readonly carrier: string;
  readonly carrierService: string;
  readonly warehouseId: string;
  readonly recipientToken: string;
  readonly weightGrams: number;
  readonly attempts: number;
  /** The number that the warehouse brought; null when the carrier is asked for one. */
  readonly broughtNumber: string | null;
  readonly outboundAt: Date | null;
  readonly lines: readonly { readonly title: string; readonly quantity: number }[];
}

export interface ReadyParcel {
  readonly id: string;
  readonly orderId: string;
  readonly fulfilmentOrderId: string;
  readonly warehouseId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly outboundAt: Date;
  readonly rawRef: string;
  readonly clearance: Clearance;
  readonly lines: readonly { readonly lineNo: string; readonly sku: string; readonly quantity: number }[];
}

export interface NumberedParcel {
  readonly id: string;
  readonly trackingNumber: string | null;
  readonly refusal: string | null;
  readonly rawRef: string;
}

export interface NewNode {
  readonly parcelId: string;
  readonly nodeId: string;
  readonly kind: NodeKind;
  readonly opCode: string;
  readonly place: string;
  readonly reachedAt: Date;
  readonly rawRef: string;
}

export interface RoutedParcel {
  readonly id: string;
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly warehouseId: string;
  readonly progress: number;
  readonly outboundAt: Date | null;
  readonly signedAt: Date | null;
  readonly destinationCity: string;
}

export interface ParcelStore {
  readWanted(
    pool: Pool,
    at: { readonly now: Date; readonly limit: number; readonly busy: readonly string[] },
  ): Promise<readonly WantedParcel[]>;
  /** Writes numbers and refusals of parcels that still want one; answers with the ids that were. */
  numberParcels(tx: Db, numbered: readonly NumberedParcel[]): Promise<ReadonlySet<string>>;
  postponeParcels(pool: Pool, ids: readonly string[], until: Date): Promise<void>;
  lockReady(tx: Db, limit: number): Promise<readonly ReadyParcel[]>;
  dispatchParcels(
    tx: Db,
    parcels: readonly { readonly id: string; readonly eta: Date; readonly basis: readonly string[] }[],
    now: Date,
  ): Promise<void>;
  lockRouted(
    tx: Db,
    keys: { readonly trackingNumbers: readonly string[]; readonly parcelIds: readonly string[] },
  ): Promise<readonly RoutedParcel[]>;
  /** Answers with the nodes that were new. */
  insertNodes(tx: Db, nodes: readonly NewNode[]): Promise<readonly NewNode[]>;
  saveProgress(
    tx: Db,
    parcels: readonly { readonly id: string; readonly progress: number; readonly signedAt: Date | null; readonly lastNodeAt: Date }[],
  ): Promise<void>;
  /** Orders of which everything is out and every parcel signed. */
  completeOrders(tx: Db, orderIds: readonly string[]): Promise<ReadonlySet<string>>;
  readQuietParcels(
    pool: Pool,
    at: { readonly since: Date; readonly limit: number },
  ): Promise<readonly { readonly trackingNumber: string; readonly carrier: string }[]>;
  noteLanes(
    tx: Db,
    samples: readonly {
      readonly parcelId: string;
      readonly province: string;
      readonly city: string;
      readonly hours: number;
      readonly signedAt: Date;
    }[],
    now: Date,
  ): Promise<void>;
  readLanes(tx: Db, lanes: readonly { readonly province: string; readonly city: string }[]): Promise<ReadonlyMap<string, LaneHistory>>;
}
