import { z } from 'zod';

const place = z.object({ name: z.string(), code: z.string() });
const receiver = z.object({
  name: z.string(),
  phone: z.string(),
  address: z.object({ province: place, city: place, district: place, street: place, detail: z.string() }),
});
export type Receiver = Readonly<z.infer<typeof receiver>>;

/** Order status codes of the platform. 190 unpaid and closed, 200 everything went through after-sale. */
export const STATUS = {
  unpaid: 10,
  toShip: 20,
  partlyShipped: 21,
  shipped: 30,
  completed: 100,
  unpaidClosed: 190,
  refunded: 200,
  cancelled: 250,
} as const;
const status = z.union([
  z.literal(10),
  z.literal(20),
  z.literal(21),
  z.literal(30),
  z.literal(100),
  z.literal(190),
  z.literal(200),
  z.literal(250),
]);
export type OrderStatus = z.infer<typeof status>;

export const STATUS_TEXT: Readonly<Record<OrderStatus, string>> = {
  10: '待付款',
  20: '待发货',
  21: '部分发货',
  30: '待收货',
  100: '完成',
  190: '已取消',
  200: '全部售后已取消',
  250: '已取消',
};

const line = z.object({
  sku: z.string(),
  productId: z.string(),
  skuId: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitFen: z.int(),
  discountFen: z.int(),
  gift: z.boolean(),
  shipped: z.int(),
  inAfterSale: z.int(),
  refunded: z.int(),
});
export type Line = z.infer<typeof line>;

const delivery = z.object({
  deliveryId: z.string(),
  waybillId: z.string(),
  deliverType: z.int(),
  time: z.int(),
  products: z.array(z.object({ productId: z.string(), skuId: z.string(), quantity: z.int() })),
});
export type Delivery = z.infer<typeof delivery>;

/** Times are unix seconds, 0 when absent. */
export const orderSchema = z.object({
  id: z.string(),
  buyer: z.int(),
  receiver,
  status,
  createTime: z.int(),
  updateTime: z.int(),
  payTime: z.int(),
  shipDoneTime: z.int(),
  receiptTime: z.int(),
  confirmTime: z.int(),
  deliverBefore: z.int(),
  freightFen: z.int(),
  lines: z.array(line),
  deliveries: z.array(delivery),
  afterSaleIds: z.array(z.string()),
  scene: z.int(),
  finderId: z.string(),
  notes: z.string(),
  addressUnderReview: z.boolean(),
  addressChangeTo: receiver.nullable(),
  pushMode: z.enum(['normal', 'never', 'twice', 'late', 'out-of-order']),
  lateMs: z.number(),
});
export type WechatOrder = z.infer<typeof orderSchema>;

export const afterSaleSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  skuId: z.string(),
  productId: z.string(),
  count: z.int(),
  type: z.enum(['REFUND', 'RETURN']),
  status: z.enum([
    'USER_CANCELD',
    'MERCHANT_PROCESSING',
    'MERCHANT_REJECT_REFUND',
    'MERCHANT_REJECT_RETURN',
    'USER_WAIT_RETURN',
    'MERCHANT_WAIT_RECEIPT',
    'MERCHANT_REFUND_SUCCESS',
    'MERCHANT_RETURN_SUCCESS',
    'PLATFORM_REFUNDING',
  ]),
  amountFen: z.int(),
  reason: z.string(),
  rejectReason: z.string(),
  createTime: z.int(),
  updateTime: z.int(),
  returnWaybill: z.string(),
});
export type AfterSale = z.infer<typeof afterSaleSchema>;

export function linePaid(one: Line): number {
  return one.unitFen * one.quantity - one.discountFen;
}

export function orderPaid(order: WechatOrder): number {
  return order.lines.reduce((sum, one) => sum + linePaid(one), order.freightFen);
}

export function leftToShip(one: Line): number {
  return one.quantity - one.shipped - one.refunded;
}

export function isOpen({ status: current }: AfterSale): boolean {
  return (
    current === 'MERCHANT_PROCESSING' ||
    current === 'USER_WAIT_RETURN' ||
    current === 'MERCHANT_WAIT_RECEIPT' ||
    current === 'PLATFORM_REFUNDING'
  );
}
