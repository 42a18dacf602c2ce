import { bigNumber } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import type { Buyers } from '../../core/buyers.ts';
import type { DouyinShop } from '../../core/world.ts';
import { companyName } from './companies.ts';
import { CIPHER_KINDS, maskDetail, maskName, maskPhone } from './cipher.ts';
import type { Ciphers } from './cipher.ts';
import { STATUS_TEXT, linePaid, lineSum, orderPaid } from './model.ts';
import type { AfterSale, DouyinOrder, Line, Pack, Receiver } from './model.ts';

const PAY_TYPES: Readonly<Record<number, string>> = { 1: '微信', 2: '支付宝', 4: '银行卡', 8: 'DOU分期' };

export interface RenderDeps {
  readonly shop: DouyinShop;
  readonly buyers: Buyers;
  readonly ciphers: Ciphers;
  readonly afterSaleOf: (id: string) => AfterSale | undefined;
}

/** One order as order.searchList and order.orderDetail show it. */
export function renderOrder(order: DouyinOrder, deps: RenderDeps): JsonObject {
  const { shop, buyers } = deps;
  const buyer = buyers.byIndex(order.buyer);
  const origin = originOf(order);
  return {
    order_id: order.id,
    shop_id: Number(shop.credentials.platformShopId),
    shop_name: shop.name,
    open_id: buyer.douyinOpenId,
    doudian_open_id: buyer.douyinOpenId,
    order_level: 2,
    ...origin,
    app_id: 0,
    order_type: 0,
    order_type_desc: '普通订单',
    trade_type: 0,
    trade_type_desc: '普通',
    ...statusOf(order),
    create_time: order.createTime,
    update_time: order.updateTime,
    pay_time: order.payTime,
    finish_time: order.finishTime,
    ship_time: order.shipTime,
    exp_ship_time: order.expShipTime,
    order_expire_time: order.createTime + 1800,
    appointment_ship_time: 0,
    pay_type: order.payTime === 0 ? 0 : order.payType,
    pay_type_desc: order.payTime === 0 ? '' : (PAY_TYPES[order.payType] ?? ''),
    channel_payment_no: order.payTime === 0 ? '' : `4200${order.id}`,
    buyer_words: order.buyerWords,
    seller_words: '',
    seller_remark_stars: 0,
    cancel_reason: order.cancelReason,
    ...orderAmounts(order),
    ...receiverFields(order.id, order.receiver, deps.ciphers),
    logistics_info: order.packs.map((pack) => renderPack(order, pack)),
    order_phase_list: [],
    user_tag_ui: [{ key: 'user_profile_shop_customer_type', text: order.buyer % 3 === 0 ? '店铺老客' : '店铺新客' }],
    shop_order_tag_ui: order.preSale ? [{ key: 'pre_sale_label', text: '全款预售', help_doc: '' }] : [],
    address_tag_ui: [],
    accept_order_status: 0,
    sku_order_list: order.lines.map((line) => renderLine(order, line, deps)),
  };
}

/** Receiver as the API shows it: plain fields empty, cipher and mask filled. */
export function receiverFields(orderId: string, { name, phone, address }: Receiver, ciphers: Ciphers): JsonObject {
  const places = {
    province: { name: address.province.name, id: address.province.code },
    city: { name: address.city.name, id: address.city.code },
    town: { name: address.district.name, id: address.district.code },
    street: { name: address.street.name, id: address.street.code },
  };
  return {
    post_receiver: '',
    post_tel: '',
    encrypt_post_receiver: ciphers.encrypt(orderId, CIPHER_KINDS.name, name),
    encrypt_post_tel: ciphers.encrypt(orderId, CIPHER_KINDS.phone, phone),
    mask_post_receiver: maskName(name),
    mask_post_tel: maskPhone(phone),
    post_addr: { ...places, detail: '', encrypt_detail: ciphers.encrypt(orderId, CIPHER_KINDS.address, address.detail) },
    mask_post_addr: { ...places, detail: maskDetail(address.detail) },
  };
}

function statusOf(order: DouyinOrder): JsonObject {
  return {
    order_status: order.status,
    order_status_desc: STATUS_TEXT[order.status],
    main_status: order.status,
    main_status_desc: STATUS_TEXT[order.status],
  };
}

function originOf(order: DouyinOrder): JsonObject {
  return {
    biz: 2,
    biz_desc: '小店',
    b_type: 2,
    b_type_desc: '抖音',
    sub_b_type: 1,
    sub_b_type_desc: 'app内-原生',
    theme_type: order.author === null ? '0' : '1',
  };
}

/** `order_amount` counts goods and delivery before promotions; `pay_amount` = order_amount - promotion_amount. */
function orderAmounts(order: DouyinOrder): JsonObject {
  const sum = order.lines.reduce((total, line) => total + lineSum(line), 0);
  const of = (party: 'shop' | 'platform' | 'talent'): number => order.lines.reduce((total, line) => total + line.discount[party], 0);
  return {
    order_amount: sum + order.postFen,
    pay_amount: orderPaid(order),
    post_amount: order.postFen,
    post_origin_amount: order.postFen,
    post_promotion_amount: 0,
    total_promotion_amount: of('shop') + of('platform') + of('talent'),
    ...splits({ shop: of('shop'), platform: of('platform'), talent: of('talent') }),
  };
}

function splits({ shop, platform, talent }: Line['discount']): JsonObject {
  return {
    post_insurance_amount: 0,
    modify_amount: 0,
    modify_post_amount: 0,
    packing_amount: 0,
    tax_amount: 0,
    promotion_amount: shop + platform + talent,
    promotion_shop_amount: shop,
    promotion_platform_amount: platform,
    promotion_talent_amount: talent,
    promotion_pay_amount: 0,
    promotion_redpack_amount: 0,
    promotion_redpack_platform_amount: 0,
    promotion_redpack_talent_amount: 0,
    shop_cost_amount: shop,
    platform_cost_amount: platform + talent,
    only_platform_cost_amount: platform,
    author_cost_amount: talent,
  };
}

function renderLine(order: DouyinOrder, line: Line, deps: RenderDeps): JsonObject {
  const master = order.lines.find((one) => !one.gift);
  const author = line.gift ? null : order.author;
  return {
    order_id: line.id,
    parent_order_id: order.id,
    order_level: 3,
    ...originOf(order),
    ...statusOf({ ...order, status: lineStatus(order, line) }),
    create_time: order.createTime,
    update_time: order.updateTime,
    pay_time: order.payTime,
    finish_time: order.finishTime,
    ship_time: order.shipTime,
    exp_ship_time: order.expShipTime,
    logistics_receipt_time: order.receiptTime,
    confirm_receipt_time: order.finishTime,
    order_type: 0,
    goods_type: 0,
    product_id: bigNumber(line.productId),
    product_id_str: line.productId,
    sku_id: bigNumber(line.skuId),
    out_product_id: '',
    out_sku_id: '',
    code: line.sku,
    product_name: line.name,
    product_pic: '',
    spec: [{ name: '规格', value: line.name }],
    item_num: line.quantity,
    origin_amount: line.unitFen,
    sum_amount: lineSum(line),
    order_amount: lineSum(line),
    pay_amount: linePaid(line),
    post_amount: 0,
    ...splits(line.discount),
    author_id: author === null ? 0 : bigNumber(author.id),
    author_name: author?.name ?? '',
    room_id: author === null ? 0 : bigNumber(author.roomId),
    room_id_str: author?.roomId ?? '0',
    content_id: '0',
    video_id: '',
    c_biz: author === null ? 8 : 2,
    c_biz_desc: author === null ? '小店自卖' : '精选联盟',
    supplier_id: '',
    pre_sale_type: order.preSale ? 1 : 0,
    reduce_stock_type: 2,
    given_product_type: line.gift ? 'FREE' : order.lines.some((one) => one.gift) ? 'MASTER' : '',
    master_sku_order_id_list: line.gift && master !== undefined ? [master.id] : [],
    bundle_sku_info: [],
    inventory_list: [{ warehouse_id: '', out_warehouse_id: '', inventory_type: 1, count: line.quantity }],
    need_serial_number: false,
    is_comment: 0,
    promise_info: '',
    after_sale_info: afterSaleInfo(line, deps),
  };
}

function lineStatus(order: DouyinOrder, line: Line): DouyinOrder['status'] {
  if (line.refunded) return 4;
  if (order.status !== 101) return order.status;
  return line.shipped >= line.quantity ? 3 : 2;
}

function afterSaleInfo(line: Line, deps: RenderDeps): JsonObject {
  const afterSale = line.afterSaleId === null ? undefined : deps.afterSaleOf(line.afterSaleId);
  if (afterSale === undefined) return { after_sale_status: 0, after_sale_type: 0, refund_status: 0 };
  return { after_sale_status: afterSale.status, after_sale_type: afterSale.type, refund_status: refundStatus(afterSale) };
}

export function refundStatus(afterSale: AfterSale): number {
  switch (afterSale.status) {
    case 12:
      return 3;
    case 27:
    case 28:
    case 29:
      return 0;
    default:
      return 1;
  }
}

function renderPack(order: DouyinOrder, pack: Pack): JsonObject {
  return {
    tracking_no: pack.trackingNo,
    company: pack.companyCode,
    company_name: companyName(pack.companyCode) ?? '',
    ship_time: pack.shipTime,
    delivery_id: pack.id,
    product_info: pack.products.map(({ lineId, quantity }): Json => {
      const line = order.lines.find((one) => one.id === lineId);
      return line === undefined
        ? {}
        : {
            product_name: line.name,
            price: line.unitFen,
            outer_sku_id: line.sku,
            sku_id: bigNumber(line.skuId),
            sku_specs: [],
            product_count: quantity,
            product_id: bigNumber(line.productId),
            product_id_str: line.productId,
            sku_order_id: line.id,
          };
    }),
    added_services: [],
  };
}
