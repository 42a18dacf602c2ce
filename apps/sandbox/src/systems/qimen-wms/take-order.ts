import type { SandboxContext } from '../../core/system.ts';
import { beijingText } from '../beijing-time.ts';
import type { Floor } from './floor.ts';
import type { WmsOrder } from './order.ts';
import { readOrder } from './read-order.ts';
import { refusal, WmsRefusal } from './refusal.ts';
import type { Work } from './work.ts';
import { child, children, tag, textOf, type XmlElement } from './xml.ts';

export interface TakingDeps {
  readonly context: SandboxContext;
  readonly floor: Floor;
  readonly work: Work;
}

/** deliveryorder.create: the answer's fields, or a refusal. */
export const takeOrder = (deps: TakingDeps, request: XmlElement): readonly string[] => answerFields(take(deps, request));

const largestBatch = 100;

/** deliveryorder.batchcreate: every order has its own answer; the envelope fails only when none was taken. */
export function takeOrders(deps: TakingDeps, request: XmlElement): readonly string[] {
  const orders = children(child(request, 'orders'), 'order');
  if (orders.length === 0) throw refusal.missing('orders.order');
  if (orders.length > largestBatch) throw refusal.badValue('orders', String(orders.length));
  const rows = orders.map((order) => takeRow(deps, order));
  const refused = rows.find((row) => row.refused !== undefined)?.refused;
  if (refused && rows.every((row) => row.refused !== undefined)) {
    return [
      tag('flag', 'failure'),
      tag('code', refused.code),
      tag('message', refused.message),
      tag(
        'orders',
        rows.map((row) => row.answer),
      ),
    ];
  }
  return [
    tag('flag', 'success'),
    tag('code', '0'),
    tag('message', refused ? '部分成功' : 'ok'),
    tag(
      'orders',
      rows.map((row) => row.answer),
    ),
  ];
}

interface Row {
  readonly answer: string;
  readonly refused?: WmsRefusal;
}

function takeRow(deps: TakingDeps, request: XmlElement): Row {
  try {
    const order = take(deps, request);
    return {
      answer: tag('order', [tag('flag', 'success'), tag('code', '0'), tag('deliveryOrderCode', order.code), ...answerFields(order)]),
    };
  } catch (error) {
    if (!(error instanceof WmsRefusal)) throw error;
    const code = textOf(request, 'deliveryOrder', 'deliveryOrderCode');
    return {
      refused: error,
      answer: tag('order', [
        tag('flag', 'failure'),
        tag('code', error.code),
        tag('message', error.message),
        tag('deliveryOrderCode', code),
      ]),
    };
  }
}

function take({ context, floor, work }: TakingDeps, request: XmlElement): WmsOrder {
  const asked = readOrder(request, {
    ownerCode: context.world.wms.ownerCode,
    hasWarehouse: (code) => floor.houses.has(code),
    hasItem: (code) => floor.items.has(code),
  });
  const known = floor.orders.get(asked.code);
  if (known) {
    context.ledger.append('duplicate-refused', 'qimen', asked.code, { warehouse: asked.warehouse });
    throw refusal.duplicate(asked.code);
  }
  const fault = context.misbehave.decide('qimen', 'order', asked.code, ['business-error']);
  if (fault !== 'none') throw refusal.busy();
  const order: WmsOrder = {
    code: asked.code,
    id: floor.nextId(),
    warehouse: asked.warehouse,
    orderType: asked.orderType,
    logisticsCode: asked.logisticsCode,
    givenExpressCode: asked.expressCode,
    shopNick: asked.shopNick,
    receiver: asked.receiver,
    lines: asked.lines,
    createdAt: Date.now(),
    stage: 'accepted',
    shippedAt: 0,
    parcels: [],
    breaksItsWord: false,
  };
  floor.addOrder(order);
  context.ledger.append('delivery-order', 'qimen', order.code, {
    warehouse: order.warehouse,
    lines: order.lines.map((line) => ({ sku: line.itemCode, quantity: line.planQty })),
  });
  work.lockLines(order);
  work.accept(order);
  return order;
}

const answerFields = (order: WmsOrder): readonly string[] => [
  tag('createTime', beijingText(order.createdAt)),
  tag('deliveryOrderId', order.id),
  tag('warehouseCode', order.warehouse),
  tag('logisticsCode', order.logisticsCode),
];
