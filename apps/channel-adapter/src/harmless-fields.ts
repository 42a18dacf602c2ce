import type { AllowList } from '@orderloom/raw-archive';

/** Fields of payloads that people may see: ids of goods and orders, codes, amounts, counts, times. Free text and persons are not here. */
export const harmlessFields: AllowList = new Set(
  `
  code sub_code errcode log_id err_no
  tag msg_id msgId p_id s_id s_ids shop_id order_id parent_order_id child_order_id order_status order_status_desc main_status order_type biz b_type sub_b_type app_id
  order_level create_time update_time pay_time finish_time exp_ship_time ship_time order_expire_time cancel_time complete_time apply_time agree_time refuse_time
  success_time close_time modify_time status_deadline pay_type pay_amount order_amount post_amount post_insurance_amount modify_amount modify_post_amount
  packing_amount tax_amount promotion_amount promotion_shop_amount promotion_platform_amount promotion_talent_amount promotion_pay_amount shop_cost_amount
  platform_cost_amount author_cost_amount only_platform_cost_amount promotion_redpack_amount total_promotion_amount post_origin_amount post_promotion_amount
  tracking_no company delivery_id product_id product_id_str sku_id out_product_id out_sku_id item_num origin_amount sum_amount author_id room_id room_id_str
  content_id video_id theme_type c_biz supplier_id pre_sale_type given_product_type need_serial_number after_sale_status after_sale_type refund_status
  aftersale_id after_sale_id aftersale_status aftersale_type refund_amount refund_post_amount refund_total_amount real_refund_amount refund_voucher_num reason_code
  part_type got_pkg page size total
  order_id_list shipped_order_id shipped_num logistics_code company_code request_id type
  status sku_cnt sku_code sale_price market_price real_price estimate_price change_price on_aftersale_sku_cnt finish_aftersale_sku_cnt delivery_deadline
  out_warehouse_id prepay_time transaction_id payment_method product_price order_price freight discounted_price is_discounted original_order_price
  estimate_product_price change_down_price change_freight is_change_freight deduction_price waybill_id delivery_time deliver_type ship_done_time deliver_method
  address_under_review address_apply_time order_scene finder_id live_id amount predict_commission_fee commission_fee settle_time on_aftersale_order_cnt
  aftersale_order_id after_sale_order_id count has_more next_key MsgType Event CreateTime MsgId MsgID cancel_type finish_delivery confirm_type
  diff_type num stock_num prehold_stock_num prom_stock_num normal_stock_num limited_discount_stock_num incremental idempotent_id status_code warehouse_id
  change_num location level adcode infocode
  orderNo placedAt changedAt paidAt promisedShipAt discount freight lineNo sku quantity unitPrice paidShare gift
  `
    .split(/\s+/)
    .filter((name) => name !== ''),
);
