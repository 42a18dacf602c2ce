import { defineEntity, p } from '@mikro-orm/core';
import type { Candidate } from '../domain/sourcing-facts.ts';

/** Rows as screens read them; everything that events drive is written by statements of its own. */
export class WarehouseRow {
  id = '';
  name = '';
  nameEn = '';
  coldChain = false;
  takingOrders = false;
  dailyCapacity = 0;
  keeper = '';
}

export class DecisionRow {
  id = '';
  orderId = '';
  outcome = '';
  ruleVersion = 0;
  tookMs = 0;
  failure: string | null = null;
  failureDetail: string | null = null;
  precision = '';
  widened = false;
  /** In rows of before migration 0086: `candidatesOf` reads both. */
  candidates: readonly Candidate[] | null = null;
  weighed: string | null = null;
  decidedAt = new Date(0);
}

export class FulfilmentOrderRow {
  id = '';
  orderId = '';
  warehouseId = '';
  status = '';
  carrier = '';
  carrierService = '';
  sentAt: Date | null = null;
  acceptedAt: Date | null = null;
  outboundAt: Date | null = null;
  refusal: string | null = null;
  createdAt = new Date(0);
}

export class FulfilmentLineRow {
  fulfilmentOrderId = '';
  lineNo = '';
  sku = '';
  quantity = 0;
  shippedQuantity = 0;
}

export class ParcelRow {
  id = '';
  orderId = '';
  carrier = '';
  trackingNumber: string | null = null;
  outboundAt: Date | null = null;
  eta: Date | null = null;
  etaBasis: string[] = [];
  signedAt: Date | null = null;
}

export class RouteNodeRow {
  parcelId = '';
  nodeId = '';
  kind = '';
  opCode = '';
  place = '';
  reachedAt = new Date(0);
  rawRef = '';
}

export const fulfilmentEntities = [
  defineEntity({
    class: WarehouseRow,
    tableName: 'warehouse',
    properties: {
      id: p.text().primary(),
      name: p.text(),
      nameEn: p.text(),
      coldChain: p.boolean(),
      takingOrders: p.boolean(),
      dailyCapacity: p.integer(),
      keeper: p.text(),
    },
  }),
  defineEntity({
    class: DecisionRow,
    tableName: 'sourcing_decision',
    properties: {
      id: p.uuid().primary(),
      orderId: p.text(),
      outcome: p.text(),
      ruleVersion: p.integer(),
      tookMs: p.double(),
      failure: p.text().nullable(),
      failureDetail: p.text().nullable(),
      precision: p.text(),
      widened: p.boolean(),
      candidates: p.json<readonly Candidate[]>().nullable(),
      weighed: p.text().nullable(),
      decidedAt: p.datetime(),
    },
  }),
  defineEntity({
    class: FulfilmentOrderRow,
    tableName: 'fulfilment_order',
    properties: {
      id: p.text().primary(),
      orderId: p.text(),
      warehouseId: p.text(),
      status: p.text(),
      carrier: p.text(),
      carrierService: p.text(),
      sentAt: p.datetime().nullable(),
      acceptedAt: p.datetime().nullable(),
      outboundAt: p.datetime().nullable(),
      refusal: p.text().nullable(),
      createdAt: p.datetime(),
    },
  }),
  defineEntity({
    class: FulfilmentLineRow,
    tableName: 'fulfilment_line',
    properties: {
      fulfilmentOrderId: p.text().primary(),
      lineNo: p.text().primary(),
      sku: p.text(),
      quantity: p.integer(),
      shippedQuantity: p.integer(),
    },
  }),
  defineEntity({
    class: ParcelRow,
    tableName: 'parcel',
    properties: {
      id: p.text().primary(),
      orderId: p.text(),
      carrier: p.text(),
      trackingNumber: p.text().nullable(),
      outboundAt: p.datetime().nullable(),
      eta: p.datetime().nullable(),
      etaBasis: p.array(),
      signedAt: p.datetime().nullable(),
    },
  }),
  defineEntity({
    class: RouteNodeRow,
    tableName: 'route_node',
    properties: {
      parcelId: p.text().primary(),
      nodeId: p.text().primary(),
      kind: p.text(),
      opCode: p.text(),
      place: p.text(),
      reachedAt: p.datetime(),
      rawRef: p.text(),
    },
  }),
];
