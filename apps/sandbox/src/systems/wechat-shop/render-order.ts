import type { JsonObject } from '../../core/big-json.ts';
import type { Buyers } from '../../core/buyers.ts';
import { hashText } from '../../core/random.ts';
import { companyName } from './companies.ts';
import { linePaid, orderPaid } from './model.ts';
import type { Delivery, Line, Receiver, WechatOrder } from './model.ts';

const VIRTUAL_NUMBER_SECONDS = 60 * 24 * 3600;

/** One order as channels-ec shows it; the receiver is masked until it is asked for by sensitiveinfo/decode. */
export function renderOrder(order: WechatOrder, buyers: Buyers): JsonObject {
  return {
    order_id: order.id,
    status: order.status,
    openid: buyers.byIndex(order.buyer).shopOpenId,
    unionid: '',
    create_time: order.createTime,
    update_time: order.updateTime,
    order_detail: {
      product_infos: order.lines.map((line) => renderLine(order, line)),
      pay_info: {
        prepay_id: `wx${order.createTime}${order.id.slice(-10)}`,
        prepay_time: order.createTime,
        pay_time: order.payTime,
        transaction_id: order.payTime === 0 ? '' : `42000${order.id}`,
        payment_method: order.payTime === 0 ? 0 : 1,
      },
      price_info: priceInfo(order),
      delivery_info: {
        address_info: addressInfo(order, 'masked'),
        delivery_product_info: order.deliveries.map((delivery) => renderDelivery(delivery)),
        ship_done_time: order.shipDoneTime,
        deliver_method: 0,
        address_under_review: order.addressUnderReview,
        address_apply_time: order.addressUnderReview ? order.updateTime : 0,
        ewaybill_order_code: '',
      },
      coupon_info: order.lines.some(({ discountFen }) => discountFen > 0) ? { user_coupon_id: `c${order.id.slice(-9)}` } : {},
      ext_info: {
        customer_notes: order.notes,
        merchant_notes: '',
        confirm_receipt_time: order.confirmTime,
        finder_id: order.finderId,
        live_id: '',
        order_scene: order.scene,
      },
      commission_infos:
        order.finderId === ''
          ? []
          : order.lines.map((line) => ({
              sku_id: line.skuId,
              nickname: '青野茶事',
              type: 0,
              status: order.status === 100 ? 2 : 1,
              amount: Math.floor(linePaid(line) / 10),
              finder_id: order.finderId,
              openfinderid: '',
            })),
      sharer_info: {},
      settle_info: { predict_commission_fee: Math.floor(orderPaid(order) / 100), commission_fee: 0 },
    },
    aftersale_detail: {
      aftersale_order_list: order.afterSaleIds.map((id) => ({ aftersale_order_id: id })),
      on_aftersale_order_cnt: order.lines.filter(({ inAfterSale }) => inAfterSale > 0).length,
    },
  };
}

function renderLine(order: WechatOrder, line: Line): JsonObject {
  return {
    product_id: line.productId,
    sku_id: line.skuId,
    sku_cnt: line.quantity,
    title: line.name,
    thumb_img: '',
    sku_attrs: [{ attr_key: '规格', attr_value: line.name }],
    sale_price: line.unitFen,
    market_price: line.unitFen,
    real_price: linePaid(line),
    estimate_price: linePaid(line),
    change_price: 0,
    is_discounted: line.discountFen > 0,
    sku_code: line.sku,
    out_product_id: '',
    out_sku_id: '',
    on_aftersale_sku_cnt: line.inAfterSale,
    finish_aftersale_sku_cnt: line.refunded,
    delivery_deadline: order.deliverBefore,
    out_warehouse_id: '',
    order_product_coupon_info_list:
      line.discountFen === 0 ? [] : [{ user_coupon_id: `c${order.id.slice(-9)}`, discounted_price: line.discountFen, coupon_type: 1 }],
    free_gift_info: line.gift
      ? {
          main_product_list: order.lines
            .filter(({ gift }) => !gift)
            .map(({ productId, skuId }) => ({ main_product_id: productId, main_sku_id: skuId })),
        }
      : {},
  };
}

/** order_price = product_price + freight - discounted_price. */
function priceInfo(order: WechatOrder): JsonObject {
  const goods = order.lines.reduce((sum, line) => sum + line.unitFen * line.quantity, 0);
  const discounted = order.lines.reduce((sum, { discountFen }) => sum + discountFen, 0);
  return {
    product_price: goods,
    order_price: orderPaid(order),
    freight: order.freightFen,
    discounted_price: discounted,
    is_discounted: discounted > 0,
    original_order_price: goods + order.freightFen,
    estimate_product_price: goods - discounted,
    change_down_price: 0,
    change_freight: 0,
    is_change_freight: false,
    deduction_price: 0,
  };
}

export function addressInfo(order: WechatOrder, show: 'masked' | 'plain'): JsonObject {
  const { receiver } = order;
  const virtual = virtualNumber(order);
  const name = show === 'plain' ? receiver.name : `${[...receiver.name][0] ?? ''}${'*'.repeat(Math.max(1, [...receiver.name].length - 1))}`;
  const phone = show === 'plain' ? receiver.phone : `${receiver.phone.slice(0, 3)}****${receiver.phone.slice(-4)}`;
  const detail = show === 'plain' ? receiver.address.detail : `${[...receiver.address.detail].slice(0, 3).join('')}******`;
  return {
    user_name: name,
    postal_code: '',
    province_name: receiver.address.province.name,
    city_name: receiver.address.city.name,
    county_name: receiver.address.district.name,
    detail_info: `${receiver.address.street.name}${detail}`,
    house_number: '',
    national_code: receiver.address.district.code,
    tel_number: virtual === null ? phone : virtual,
    virtual_order_tel_number: virtual ?? '',
    tel_number_ext_info: {
      real_tel_number: virtual === null ? phone : '',
      virtual_tel_number: virtual ?? '',
      virtual_tel_expire_time: virtual === null ? 0 : order.createTime + VIRTUAL_NUMBER_SECONDS,
      get_virtual_tel_cnt: virtual === null ? 0 : 1,
    },
    use_tel_number: virtual === null ? 1 : 0,
    hash_code: receiverHash(receiver),
  };
}

/** The same value means the same receiver. */
function receiverHash({ name, phone, address }: Receiver): string {
  const text = `${name}|${phone}|${address.district.code}|${address.detail}`;
  return [0, 1, 2, 3].map((part) => hashText(`${part}|${text}`).toString(16).padStart(8, '0')).join('');
}

/** About four in ten buyers chose to be called through a virtual number. */
function virtualNumber(order: WechatOrder): string | null {
  const hash = hashText(`virtual|${order.id}`);
  return hash % 10 < 4 ? `184${String(hash % 100_000_000).padStart(8, '0')}-${1000 + ((hash >>> 8) % 9000)}` : null;
}

function renderDelivery(delivery: Delivery): JsonObject {
  return {
    waybill_id: delivery.waybillId,
    delivery_id: delivery.deliveryId,
    delivery_name: companyName(delivery.deliveryId) ?? '',
    delivery_time: delivery.time,
    deliver_type: delivery.deliverType,
    product_infos: delivery.products.map(({ productId, skuId, quantity }) => ({
      product_id: productId,
      sku_id: skuId,
      product_cnt: quantity,
    })),
    delivery_address: {},
  };
}
