import type { HistoryState, RefundState } from './history-order.ts';

const texts: Readonly<Record<HistoryState, readonly string[]>> = {
  UNPAID: ['等待买家付款', '待支付', '等待付款', '待付款', '未付款', '未支付'],
  TO_SHIP: [
    '买家已付款,等待卖家发货',
    '等待卖家发货',
    '已支付',
    '已付款',
    '待发货',
    '备货中',
    '等待出库',
    '配货中',
    '已付款待审核',
    '待审核',
    '发货中',
    '待打单',
    '待出库',
    '待配货',
  ],
  HELD: ['卖家部分发货', '部分发货', '锁定', '暂停', '售后处理中', '异常'],
  SHIPPED: ['卖家已发货,等待买家确认', '已发货', '等待确认收货', '已发货,待签收', '已发货,待收货', '待收货', '待签收', '运输中', '已出库'],
  DONE: ['交易成功', '已完成', '完成', '已签收', '已收货', '交易完成', '已确认收货'],
  CLOSED: ['交易关闭', '已关闭', '已取消', '取消', '未发货,退款成功', '未发货,已退款', '退款成功', '交易取消', '作废'],
};

const known: ReadonlyMap<string, HistoryState> = new Map(
  (Object.keys(texts) as HistoryState[]).flatMap((state) => texts[state].map((text) => [text, state] as const)), // keys of the table
);

/** What a platform calls the state of an order. `SKIP`: it lives on in another row. Undefined: nobody knows this text. */
export const stateOf = remembered((text: string): HistoryState | 'SKIP' | undefined => {
  const plain = text.replaceAll('，', ',').replaceAll(/\s/g, '').replaceAll('（', '(').replaceAll('）', ')');
  if (/^被?(合并|拆分)/.test(plain)) return 'SKIP';
  if (plain.startsWith('(删除)')) return 'CLOSED';
  if (plain.startsWith('(锁定)')) return 'HELD';
  return known.get(plain);
});

const noRefund = [
  '无售后',
  '无售后或售后取消',
  '售后关闭',
  '售后已拒绝',
  '售后已关闭',
  '没有申请退款',
  '未申请退款',
  '无退款',
  '无',
  '退款关闭',
];

export const refundOf = remembered((text: string): RefundState => {
  const plain = text.replaceAll(/\s/g, '');
  if (plain === '' || noRefund.includes(plain)) return 'NONE';
  return /(退款成功|退款完成|已退款|退货退款成功|已全额退款)/.test(plain) ? 'DONE' : 'OPEN';
});

/** A file says the same few texts in every row. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    if (answers.has(text)) return answers.get(text) as T; // put there by this function
    const answer = read(text);
    if (answers.size < 1_000) answers.set(text, answer);
    return answer;
  };
}
