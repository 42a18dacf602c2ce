import { fen, toYuanText } from '@orderloom/domain-kernel';
import { OutboundUnavailable } from '@orderloom/service-runtime';
import type {
  CreateAnswer,
  CreateCall,
  CreateOutcome,
  DeliveryOrder,
  OpenedRecipient,
  Sender,
  WarehouseLink,
} from '../../application/ports.ts';
import { toBeijingText } from '../../clock-text.ts';
import type { QimenAnswer, QimenClient } from './client.ts';
import { listAt, textAt, type XmlOut } from './xml.ts';

export interface QimenShops {
  readonly ownerCode: string;
  shopNick(shopId: string): string;
}

/** Channel codes in Qimen's list; what is not in it is OTHERS (PDD and WeChat among them). */
const platformCodes: Readonly<Record<string, string>> = { DY: 'DYXD', JD: 'JD', TM: 'TM', XH: 'XHS', PO: 'POS', WS: 'OFFLINE' };

/** Creates up to 50 delivery orders of one warehouse in one call; a WMS that refuses the batch as such gets them one by one. */
export function createDeliveryOrders(client: QimenClient, shops: QimenShops, now: () => Date): WarehouseLink['prepareCreate'] {
  return (orders) => {
    const [first, second] = orders;
    if (first === undefined) throw new Error('a call of no delivery orders');
    return second === undefined ? createOne(client, first, shops, now) : createBatch(client, [first, ...orders.slice(1)], shops, now);
  };
}

function createOne(client: QimenClient, order: DeliveryOrder, shops: QimenShops, now: () => Date): CreateCall {
  const call = client.prepare('deliveryorder.create', deliveryOrderXml(order, shops, now()), order.fulfilmentOrderId);
  return {
    raw: call.raw,
    send: async () => {
      const { raw, read } = await call.send();
      const answer = readOrUnknown(read);
      if (answer === undefined) return unknown(raw);
      return { raw, rawRef: answer.rawRef, outcomes: new Map([[order.fulfilmentOrderId, outcomeOf(answer)]]) };
    },
  };
}

function createBatch(
  client: QimenClient,
  orders: readonly [DeliveryOrder, ...(readonly DeliveryOrder[])],
  shops: QimenShops,
  now: () => Date,
): CreateCall {
  const request = { orders: { order: orders.map((order) => deliveryOrderXml(order, shops, now())) } };
  const call = client.prepare('deliveryorder.batchcreate', request, orders[0].warehouseId);
  return {
    raw: call.raw,
    send: async () => {
      const { raw, read } = await call.send();
      const answer = readOrUnknown(read);
      if (answer === undefined) return unknown(raw);
      const told = rowsOf(answer);
      // A failure that names no order is about the batch: each order gets its own answer.
      if (!answer.ok && told.size === 0) return { raw, ...(await createOneByOne(client, orders, shops, now)) };
      const missing: CreateOutcome = answer.ok
        ? { kind: 'ACCEPTED', wmsOrderId: '' }
        : { kind: 'UNKNOWN', reason: 'not named in the answer' };
      const outcomes = orders.map(({ fulfilmentOrderId: id }) => [id, told.get(id) ?? missing] as const);
      return { raw, rawRef: answer.rawRef, outcomes: new Map(outcomes) };
    },
  };
}

/** The answer is kept in any case; one that says nothing leaves the outcome unknown. */
function readOrUnknown(read: () => QimenAnswer): QimenAnswer | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof OutboundUnavailable) return undefined;
    throw error;
  }
}

function unknown(raw: CreateAnswer['raw']): CreateAnswer {
  return { raw, rawRef: '', outcomes: new Map() };
}

async function createOneByOne(client: QimenClient, orders: readonly DeliveryOrder[], shops: QimenShops, now: () => Date) {
  const outcomes = new Map<string, CreateOutcome>();
  let rawRef = '';
  for (const order of orders) {
    try {
      const answer = await client.call('deliveryorder.create', deliveryOrderXml(order, shops, now()), order.fulfilmentOrderId);
      rawRef = answer.rawRef;
      outcomes.set(order.fulfilmentOrderId, outcomeOf(answer));
    } catch (error) {
      outcomes.set(order.fulfilmentOrderId, { kind: 'UNKNOWN', reason: error instanceof Error ? error.message : 'no answer' });
    }
  }
  return { rawRef, outcomes };
}

function outcomeOf(answer: QimenAnswer): CreateOutcome {
  if (answer.ok) return { kind: 'ACCEPTED', wmsOrderId: textAt(answer.content, 'deliveryOrderId') };
  return refusedOrThere(answer.code, answer.message);
}

/** "It exists already" is the echo of an attempt that did arrive, not a refusal; the WMS is asked what it has. */
function refusedOrThere(code: string, reason: string): CreateOutcome {
  if (/exist|duplicat|repeat|重复|已存在/i.test(`${code} ${reason}`))
    return { kind: 'UNKNOWN', reason: 'the warehouse says that it has it' };
  return { kind: 'REFUSED', code, reason };
}

/** Rows of a batch answer, also of its asynchronous form. A row without a flag shares the flag of the whole. */
export function rowsOf(answer: Pick<QimenAnswer, 'ok' | 'content'>): ReadonlyMap<string, CreateOutcome> {
  const rows = [...listAt(answer.content, 'orders', 'order'), ...listAt(answer.content, 'deliveryOrders', 'deliveryOrder')];
  return new Map(
    rows.flatMap((row): readonly (readonly [string, CreateOutcome])[] => {
      const inner = listAt(row, 'deliveryOrder')[0] ?? row;
      const code = textAt(inner, 'deliveryOrderCode') || textAt(inner, 'orderCode');
      if (code === '') return [];
      const flag = (textAt(row, 'flag') || textAt(inner, 'flag')).toLowerCase();
      const taken = flag === '' ? answer.ok : flag === 'success';
      return [
        [
          code,
          taken
            ? { kind: 'ACCEPTED', wmsOrderId: textAt(inner, 'deliveryOrderId') || textAt(inner, 'orderId') }
            : refusedOrThere(textAt(row, 'code') || textAt(inner, 'code'), textAt(row, 'message') || textAt(inner, 'message')),
        ],
      ];
    }),
  );
}

/** One delivery order as the fact sheet has it. */
export function deliveryOrderXml(order: DeliveryOrder, shops: QimenShops, now: Date): XmlOut {
  const { amounts } = order;
  return {
    deliveryOrder: {
      deliveryOrderCode: order.fulfilmentOrderId,
      orderType: 'JYCK',
      warehouseCode: order.warehouseId,
      orderFlag: order.split ? 'SPLIT' : undefined,
      sourcePlatformCode: platformCodes[order.channel] ?? 'OTHERS',
      createTime: toBeijingText(now),
      placeOrderTime: toBeijingText(order.placedAt),
      payTime: order.paidAt === undefined ? undefined : toBeijingText(order.paidAt),
      operateTime: toBeijingText(now),
      operatorCode: 'orderloom',
      shopNick: shops.shopNick(order.shopId),
      totalAmount: yuan(amounts.totalFen),
      itemAmount: yuan(amounts.itemFen),
      discountAmount: yuan(amounts.discountFen),
      freight: yuan(amounts.freightFen),
      arAmount: yuan(amounts.toCollectFen),
      gotAmount: yuan(amounts.paidFen),
      logisticsCode: order.carrier,
      expressCode: order.trackingNumber === '' ? undefined : order.trackingNumber,
      isUrgency: order.urgent ? 'Y' : 'N',
      invoiceFlag: 'N',
      buyerMessage: order.recipient.buyerRemark === '' ? undefined : order.recipient.buyerRemark,
      senderInfo: senderXml(order.sender),
      receiverInfo: receiverXml(order.recipient),
    },
    orderLines: {
      orderLine: order.lines.map((line) => ({
        orderLineNo: line.lineNo,
        sourceOrderCode: order.platformOrderNo,
        subSourceOrderCode: line.lineNo,
        ownerCode: shops.ownerCode,
        itemCode: line.sku,
        inventoryType: 'ZP',
        itemName: line.title,
        planQty: line.quantity,
        retailPrice: yuan(line.unitPriceFen),
        // A unit's share may not be whole fen; the line's discount carries the exact difference.
        actualPrice: yuan(line.quantity === 0 ? 0n : line.paidShareFen / BigInt(line.quantity)),
        discountAmount: yuan(line.unitPriceFen * BigInt(line.quantity) - line.paidShareFen),
      })),
    },
  };
}

function senderXml(sender: Sender): XmlOut {
  return {
    name: sender.name,
    mobile: sender.phone,
    province: sender.province,
    city: sender.city,
    area: sender.county,
    detailAddress: sender.detail,
  };
}

function receiverXml(recipient: OpenedRecipient): XmlOut {
  return {
    name: recipient.name,
    mobile: recipient.phone,
    province: recipient.province,
    city: recipient.city,
    area: recipient.county,
    town: recipient.town === '' ? undefined : recipient.town,
    detailAddress: recipient.detail,
    oaid: recipient.platformAddressToken === '' ? undefined : recipient.platformAddressToken,
  };
}

function yuan(minor: bigint): string {
  return toYuanText(fen(minor));
}
