import { discriminated, type AnyHubEvent, type EventBody, type EventType } from '@orderloom/contracts';

export const ID = 'DY20261122-00001';
export const PART = `${ID}-1`;
export const PARCEL = `${PART}-p1`;
export const T0 = Date.parse('2026-11-22T04:00:00Z');
export const at = (seconds: number): Date => new Date(T0 + seconds * 1_000);
const money = { minor: 32_800n, currency: 'CNY' };
export const line = { lineNo: '1', sku: 'TEA', quantity: 2 };

export function fact<T extends EventType>(type: T, seconds: number, data: EventBody<T>): AnyHubEvent {
  const time = at(seconds);
  return discriminated({
    id: `${type}-${seconds}`,
    type,
    aggregateId: ID,
    aggregateVersion: 0,
    orderId: ID,
    system: 'hub',
    actor: 'spec',
    occurredAt: time,
    receivedAt: time,
    recordedAt: time,
    rawRef: '',
    traceparent: '',
    outboxSeq: 0n,
    data,
  });
}

export const placed = fact('hub.order.placed.v1', 1, {
  orderId: ID,
  channel: 'DY',
  shopId: 'dy',
  platformOrderNo: '69',
  lines: [],
  buyerToken: 'b',
  goodsAmount: money,
  discountAmount: undefined,
  freightAmount: undefined,
  paidAmount: money,
  paid: true,
  submittedAt: undefined,
  platformCreatedAt: at(0),
  receivedAt: at(1),
  promisedShipAt: at(172_800),
  timeClass: 'TIME_CLASS_NORMAL',
  presale: false,
  defaultedFields: [],
  extensions: {},
  recipient: {
    token: 'r',
    maskedName: '王*',
    maskedPhone: '138****2210',
    district: undefined,
    coordinate: undefined,
    phoneIndex: 'p',
    phoneTailIndex: 't',
    addressVague: false,
  },
});
export const paid = fact('hub.order.payment-confirmed.v1', 1, {
  orderId: ID,
  channel: 'DY',
  shopId: 'dy',
  platformOrderNo: '69',
  lines: [line],
  paidAmount: money,
  paidAt: at(0),
});
export const reserved = fact('hub.inventory.stock-reserved.v1', 2, { orderId: ID, lines: [line], reservedAt: at(2), expiresAt: at(7_200) });
export const sourced = fact('hub.fulfilment.order-sourced.v1', 3, {
  orderId: ID,
  decisionId: 'd',
  ruleVersion: 1,
  candidates: 3,
  refused: 1,
  decidedAt: at(3),
  parts: [{ fulfilmentOrderId: PART, warehouseId: 'WH-HZ', warehouseName: '杭州仓', carrier: 'SF', carrierService: '1', lines: [line] }],
});
const sent = fact('hub.fulfilment.sent-to-warehouse.v1', 4, {
  orderId: ID,
  fulfilmentOrderId: PART,
  warehouseId: 'WH-HZ',
  sentAt: at(4),
});
const accepted = fact('hub.fulfilment.warehouse-accepted.v1', 5, {
  orderId: ID,
  fulfilmentOrderId: PART,
  warehouseId: 'WH-HZ',
  wmsOrderId: 'w',
  acceptedAt: at(5),
});
const picked = fact('hub.fulfilment.warehouse-progressed.v1', 6, {
  orderId: ID,
  fulfilmentOrderId: PART,
  warehouseId: 'WH-HZ',
  step: 'WAREHOUSE_STEP_PICKED',
  operator: '',
  steppedAt: at(6),
});
const packed = fact('hub.fulfilment.warehouse-progressed.v1', 7, {
  orderId: ID,
  fulfilmentOrderId: PART,
  warehouseId: 'WH-HZ',
  step: 'WAREHOUSE_STEP_PACKED',
  operator: '',
  steppedAt: at(7),
});
export const outbound = fact('hub.fulfilment.outbound.v1', 8, {
  orderId: ID,
  fulfilmentOrderId: PART,
  warehouseId: 'WH-HZ',
  outBizCode: 'o1',
  final: true,
  outboundAt: at(8),
  parcels: [{ parcelId: PARCEL, carrier: 'SF', trackingNumber: '', lines: [line] }],
  lines: [{ lineNo: '1', sku: 'TEA', planned: 2, shipped: 2 }],
});
export const numbered = fact('hub.fulfilment.waybill-created.v1', 9, {
  orderId: ID,
  parcelId: PARCEL,
  carrier: 'SF',
  trackingNumber: 'SF1',
  beforeOutbound: false,
  createdAt: at(9),
});
const dispatched = fact('hub.fulfilment.parcel-dispatched.v1', 9, {
  orderId: ID,
  channel: 'DY',
  shopId: 'dy',
  platformOrderNo: '69',
  parcelId: PARCEL,
  fulfilmentOrderId: PART,
  warehouseId: 'WH-HZ',
  carrier: 'SF',
  trackingNumber: 'SF1',
  lines: [line],
  eta: at(86_400),
  etaBasis: ['LANE_DEFAULT'],
  recipientToken: 'r',
  outboundAt: at(8),
});
const card = fact('hub.messenger.message-sent.v1', 10, {
  messageId: 'm',
  orderId: ID,
  parcelId: PARCEL,
  kind: 'LOGISTICS_CARD',
  transport: 'WECHAT_SERVICE_ACCOUNT',
  alerts: [],
  told: '王*',
  sentAt: at(10),
});
const node = (seconds: number, kind: 'PICKED_UP' | 'SIGNED'): AnyHubEvent =>
  fact('hub.fulfilment.route-node-seen.v1', seconds, {
    orderId: ID,
    parcelId: PARCEL,
    trackingNumber: 'SF1',
    nodeId: `${seconds}`,
    kind: `ROUTE_NODE_KIND_${kind}`,
    opCode: '50',
    place: '杭州',
    reachedAt: at(seconds),
    orderComplete: kind === 'SIGNED',
  });
export const held = fact('hub.order.hold-placed.v1', 4, {
  orderId: ID,
  holdId: 'h',
  note: '',
  reason: 'PERSON',
  owner: 'ops',
  placedAt: at(4),
  dueAt: at(600),
});
const freed = fact('hub.order.hold-released.v1', 5, { orderId: ID, holdId: 'h', releasedBy: 'ops', releasedAt: at(5) });
export const short = fact('hub.inventory.stock-short.v1', 2, {
  orderId: ID,
  lines: [{ lineNo: '1', sku: 'TEA', wanted: 2, available: 1 }],
  refusedAt: at(2),
});

export const life = [
  placed,
  paid,
  reserved,
  sourced,
  sent,
  accepted,
  held,
  freed,
  picked,
  packed,
  outbound,
  numbered,
  dispatched,
  card,
  node(11, 'PICKED_UP'),
  node(90_000, 'SIGNED'),
];
