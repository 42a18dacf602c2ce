import { z } from 'zod';
import type { SandboxContext } from '../../core/system.ts';
import type { Book, SfOrder, Waybill } from './book.ts';
import { cityCode, numbersOf } from './create-answer.ts';
import { readMsgData, text } from './create-request.ts';
import { SfRefusal } from './gateway.ts';
import type { Counter } from './take-order.ts';

export interface DeskDeps {
  readonly context: SandboxContext;
  readonly book: Book;
  readonly counter: Counter;
}

const byOrder = z.object({ orderId: z.string().min(1) });
const updateRequest = byOrder.extend({ dealType: z.coerce.number().int() });
const subRequest = byOrder.extend({ parcelQty: z.coerce.number().int().positive() });
const routesRequest = z.object({
  trackingType: z.coerce.number().int().min(1).max(2),
  trackingNumber: z.union([z.array(text), text.transform((one) => one.split(','))]),
  checkPhoneNo: text.default(''),
});

const mostNumbers = 10;

/** EXP_RECE_SEARCH_ORDER_RESP. */
export function findOrder({ book }: DeskDeps, msgData: string): unknown {
  const order = known(book, readMsgData(byOrder, msgData).orderId);
  return {
    orderId: order.orderId,
    origincode: cityCode(order.sender.province + order.sender.city),
    destcode: cityCode(order.receiver.province + order.receiver.city),
    filterResult: '2',
    remark: '',
    returnExtraInfoList: null,
    waybillNoInfoList: numbersOf(book, order),
  };
}

/** EXP_RECE_UPDATE_ORDER: dealType 1 confirms, 2 cancels; a parcel that was collected cannot be cancelled. */
export function updateOrder({ book, context }: DeskDeps, msgData: string): unknown {
  const asked = readMsgData(updateRequest, msgData);
  const order = known(book, asked.orderId);
  if (order.state === 'cancelled') throw new SfRefusal('8037', '已消单');
  const isMoving = order.waybills.some((number) => (book.waybills.get(number)?.routes.length ?? 0) > 0);
  if (order.state === 'confirmed' || isMoving) throw new SfRefusal('8252', '订单已确认');
  switch (asked.dealType) {
    case 1:
      book.keepOrder({ ...order, state: 'confirmed' });
      break;
    case 2:
      book.keepOrder({ ...order, state: 'cancelled' });
      context.ledger.append('order-cancelled', 'sf', order.orderId, { waybills: order.waybills });
      break;
    default:
      throw new SfRefusal('S0007', '参数dealType不正确');
  }
  return { orderId: order.orderId, waybillNoInfoList: numbersOf(book, order), resStatus: 2, extraInfoList: null };
}

/** EXP_RECE_GET_SUB_MAILNO. */
export function addSubNumbers({ book, counter }: DeskDeps, msgData: string): unknown {
  const asked = readMsgData(subRequest, msgData);
  const order = known(book, asked.orderId);
  if (order.state === 'cancelled') throw new SfRefusal('8037', '已消单');
  const added = counter.addChildren(order, asked.parcelQty);
  return { orderId: order.orderId, waybillNoInfoList: added.map((waybillNo) => ({ waybillType: 2, waybillNo })) };
}

/** EXP_RECE_SEARCH_ROUTES: an unknown number, or a stranger's without its phone tail, has an empty list and no error. */
export function findRoutes({ book }: DeskDeps, partnerId: string, msgData: string): unknown {
  const asked = readMsgData(routesRequest, msgData);
  if (asked.trackingNumber.length > mostNumbers) throw new SfRefusal('8003', `单次查询不能超过${mostNumbers}个`);
  const found = asked.trackingNumber.flatMap((number) => {
    if (asked.trackingType === 1) return [{ mailNo: number, waybill: book.waybills.get(number) }];
    const order = book.orders.get(number);
    return order
      ? order.waybills.map((mailNo) => ({ mailNo, waybill: book.waybills.get(mailNo) }))
      : [{ mailNo: number, waybill: undefined }];
  });
  return {
    routeResps: found.map(({ mailNo, waybill }) => ({
      mailNo,
      routes: waybill && maySee(book, waybill, partnerId, asked.checkPhoneNo) ? waybill.routes.map(routeOf) : [],
    })),
  };
}

function maySee(book: Book, waybill: Waybill, partnerId: string, phoneTail: string): boolean {
  const order = book.orders.get(waybill.orderId);
  if (!order) return false;
  return order.owners.includes(partnerId) || (phoneTail !== '' && phoneTail === order.receiver.phoneTail);
}

const routeOf = ({ acceptTime, acceptAddress, remark, opCode }: Waybill['routes'][number]): unknown => ({
  acceptTime,
  acceptAddress,
  remark,
  opCode,
});

function known(book: Book, orderId: string): SfOrder {
  const order = book.orders.get(orderId);
  if (!order) throw new SfRefusal('8018', '未下单');
  return order;
}
