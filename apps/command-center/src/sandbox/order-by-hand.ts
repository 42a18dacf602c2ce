/** One order as a person wishes it, before it becomes the sandbox's request. */
export interface HandOrder {
  readonly channel: 'DY' | 'WX';
  readonly sku: string;
  readonly quantity: number;
  readonly district: string;
  readonly push: string;
  readonly pay: boolean;
  readonly vague: boolean;
  readonly highValue: boolean;
  readonly presale: boolean;
  readonly words: string;
}

export const pushModes = ['normal', 'twice', 'late', 'out-of-order', 'never'] as const;

/** Enough for any threshold of a high value. */
const highValueFen = 2_000_000;

export const requestOf = (order: HandOrder, priceFen: number): object => {
  const address = { ...(order.district === '' ? {} : { district: order.district }), ...(order.vague ? { detail: '村口小卖部' } : {}) };
  const quantity = order.highValue
    ? Math.max(order.quantity, Math.min(9999, Math.ceil(highValueFen / Math.max(1, priceFen))))
    : order.quantity;
  return {
    channel: order.channel,
    lines: [{ sku: order.sku, quantity }],
    push: order.push,
    pay: order.pay,
    preSale: order.presale,
    ...(order.words.trim() === '' ? {} : { words: order.words.trim() }),
    ...(Object.keys(address).length === 0 ? {} : { address }),
  };
};

/** Misbehaviour that people ask for most, as rules of the sandbox. */
export const presets = {
  rename: { system: 'douyin', operation: '*', kind: 'rename-field', from: 'pay_amount', to: 'paid_amount_v2' },
  pushLost: { system: 'douyin', operation: 'push', kind: 'push-never', share: 0.3 },
  pushTwice: { system: 'wechat-shop', operation: 'push', kind: 'push-twice', share: 0.5 },
  sfSilent: { system: 'sf', operation: 'route', kind: 'push-never' },
  erpDown: { system: 'kingdee', operation: '*', kind: 'http-500', share: 0.5 },
  wmsSlow: { system: 'qimen', operation: '*', kind: 'slow', ms: 3000, share: 0.5 },
  wmsRefuses: { system: 'qimen', operation: '*', kind: 'refuse-cancel' },
  answerLost: { system: 'qimen', operation: '*', kind: 'lose-answer', share: 0.2 },
} as const;
export const presetKeys = ['rename', 'pushLost', 'pushTwice', 'sfSilent', 'erpDown', 'wmsSlow', 'wmsRefuses', 'answerLost'] as const;
