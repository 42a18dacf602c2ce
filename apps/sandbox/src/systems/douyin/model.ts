import { z } from 'zod';

const place = z.object({ name: z.string(), code: z.string() });

const receiver = z.object({
  name: z.string(),
  phone: z.string(),
  address: z.object({ province: place, city: place, district: place, street: place, detail: z.string() }),
});
export type Receiver = Readonly<z.infer<typeof receiver>>;

/** Order status codes of the platform. */
export const STATUS = { unpaid: 1, paid: 105, toShip: 2, partlyShipped: 101, shipped: 3, cancelled: 4, completed: 5 } as const;
const status = z.union([z.literal(1), z.literal(105), z.literal(2), z.literal(101), z.literal(3), z.literal(4), z.literal(5)]);
export type OrderStatus = z.infer<typeof status>;

export const STATUS_TEXT: Readonly<Record<OrderStatus, string>> = {
  1: '待支付',
  105: '已支付',
  2: '备货中',
  101: '部分发货',
  3: '已发货',
  4: '已取消',
  5: '已完成',
};

const line = z.object({
  /** Child order id; the first child carries the parent's number. */
  id: z.string(),
  sku: z.string(),
  productId: z.string(),
  skuId: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitFen: z.int(),
  discount: z.object({ shop: z.int(), platform: z.int(), talent: z.int() }),
  gift: z.boolean(),
  shipped: z.int(),
  refunded: z.boolean(),
  afterSaleId: z.string().nullable(),
});
export type Line = z.infer<typeof line>;

const pack = z.object({
  id: z.string(),
  companyCode: z.string(),
  trackingNo: z.string(),
  shipTime: z.int(),
  products: z.array(z.object({ lineId: z.string(), quantity: z.int() })),
});
export type Pack = z.infer<typeof pack>;

/** Times are unix seconds, 0 when absent. */
export const orderSchema = z.object({
  id: z.string(),
  buyer: z.int(),
  receiver,
  status,
  createTime: z.int(),
  updateTime: z.int(),
  payTime: z.int(),
  shipTime: z.int(),
  finishTime: z.int(),
  expShipTime: z.int(),
  receiptTime: z.int(),
  payType: z.int(),
  postFen: z.int(),
  lines: z.array(line),
  packs: z.array(pack),
  author: z.object({ id: z.string(), name: z.string(), roomId: z.string() }).nullable(),
  preSale: z.boolean(),
  buyerWords: z.string(),
  cancelReason: z.string(),
  pushMode: z.enum(['normal', 'never', 'twice', 'late', 'out-of-order']),
  lateMs: z.number(),
  addressChangeTo: receiver.nullable(),
});
export type DouyinOrder = z.infer<typeof orderSchema>;

/** aftersale_type of the platform. */
export const AFTER_SALE_TYPE = { returnAndRefund: 0, refundAfterShipping: 1, refundBeforeShipping: 2 } as const;

export const afterSaleSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  lineIds: z.array(z.string()),
  wholeOrder: z.boolean(),
  type: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** 6 applied, 7 returning, 11 shipped back, 12 success, 27 refused, 28 closed, 29 refused after return. */
  status: z.union([z.literal(6), z.literal(7), z.literal(11), z.literal(12), z.literal(27), z.literal(28), z.literal(29)]),
  refundFen: z.int(),
  refundPostFen: z.int(),
  reason: z.string(),
  applyTime: z.int(),
  updateTime: z.int(),
  deadline: z.int(),
  returnTrackingNo: z.string(),
});
export type AfterSale = z.infer<typeof afterSaleSchema>;

export function lineSum(one: Line): number {
  return one.unitFen * one.quantity;
}

export function linePaid(one: Line): number {
  return lineSum(one) - one.discount.shop - one.discount.platform - one.discount.talent;
}

export function orderPaid(order: DouyinOrder): number {
  return order.lines.reduce((sum, one) => sum + linePaid(one), order.postFen);
}

export function isOpen(afterSale: AfterSale): boolean {
  return afterSale.status === 6 || afterSale.status === 7 || afterSale.status === 11;
}
