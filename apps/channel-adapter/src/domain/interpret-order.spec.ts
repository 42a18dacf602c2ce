import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { orderShape } from './canonical-order.ts';
import { interpretOrder, type FindProduct } from './interpret-order.ts';
import { interpretRefund, refundShape } from './interpret-refund.ts';
import { parseLossless } from './lossless-json.ts';
import { mappingProblems, problemText } from './mapping-problems.ts';
import { compileMapping, type MappingRule } from './mapping.ts';

const published = (system: string): { readonly order: readonly MappingRule[]; readonly refund: readonly MappingRule[] } =>
  JSON.parse(readFileSync(new URL(`../channels/${system}/mapping.json`, import.meta.url), 'utf8'));
const douyin = compileMapping({ name: 'douyin-order', version: 1, rules: published('douyin').order });
const wechat = compileMapping({ name: 'wechat-shop-order', version: 1, rules: published('wechat-shop').order });
const findProduct: FindProduct = (platformSku, code) =>
  platformSku === '1700000000000000001' || platformSku === '20000000000001' || code === 'TEA-WHITE-GIFT'
    ? { sku: 'TEA-WHITE-GIFT', name: '白茶礼盒', coldChain: false }
    : undefined;

const douyinOrder = `{"order_id":"4700000000000000001","order_status":2,"create_time":1767225600,"update_time":1767225700,"pay_time":1767225650,"exp_ship_time":1767398400,
 "order_amount":65600,"pay_amount":60600,"promotion_amount":5000,"post_amount":0,"open_id":"oBuyer","order_type":0,
 "encrypt_post_receiver":"#a#","encrypt_post_tel":"$b$","mask_post_receiver":"张*",
 "post_addr":{"province":{"name":"浙江省","id":"330000"},"city":{"name":"杭州市"},"town":{"name":"西湖区"},"street":{"name":"转塘街道"},"detail":"","encrypt_detail":"~c~"},
 "sku_order_list":[{"order_id":4700000000000000002,"sku_id":1700000000000000001,"product_id":3600000000000000001,"item_num":2,"origin_amount":32800,"pay_amount":60600,"author_id":6900000000000000007,"given_product_type":""}]}`;

describe('interpretation of a Douyin order', () => {
  it('gives the canonical order with every digit of every id, amounts in fen and three clocks', () => {
    const reading = interpretOrder(parseLossless(douyinOrder), douyin, findProduct);
    expect(reading).toMatchObject({
      kind: 'order',
      order: {
        platformOrderNo: '4700000000000000001',
        state: 'PAID',
        platformStatus: '2',
        createdAt: new Date('2026-01-01T00:00:00Z'),
        updatedAt: new Date('2026-01-01T00:01:40Z'),
        paidAt: new Date('2026-01-01T00:00:50Z'),
        goodsAmount: 65600n,
        discountAmount: 5000n,
        freightAmount: 0n,
        paidAmount: 60600n,
        recipient: { province: '浙江省', county: '西湖区', town: '转塘街道', nameCipher: '#a#', phoneCipher: '$b$', detailCipher: '~c~' },
        lines: [
          {
            lineNo: '4700000000000000002',
            platformSkuId: '1700000000000000001',
            productId: '3600000000000000001',
            sku: 'TEA-WHITE-GIFT',
            title: '白茶礼盒',
            quantity: 2,
            unitPrice: 32800n,
            paidShare: 60600n,
            gift: false,
            extensions: { author_id: '6900000000000000007' },
          },
        ],
        extensions: { order_type: '0' },
        defaultedFields: [],
        mappingVersion: 1,
      },
    });
  });

  it.each([
    ['an unbound SKU', (order: Order) => (line(order)['sku_id'] = '999'), 'UNMAPPED_SKU', 'lines[].platformSkuId'],
    ['a renamed amount', (order: Order) => rename(order, 'pay_amount', 'paid_amount'), 'MISSING_FIELD', 'paidAmount'],
    ['an unknown status', (order: Order) => (order['order_status'] = 77), 'UNKNOWN_STATUS', 'state'],
    ['an amount with a point', (order: Order) => (order['pay_amount'] = '606.00'), 'WRONG_TYPE', 'paidAmount'],
    ['a list where a number stood', (order: Order) => (order['pay_amount'] = [1]), 'WRONG_TYPE', 'paidAmount'],
    ['milliseconds where seconds stood', (order: Order) => (order['create_time'] = 1767225600000), 'WRONG_TYPE', 'createdAt'],
    ['no lines', (order: Order) => (order['sku_order_list'] = []), 'MISSING_FIELD', 'lines'],
    ['a quantity of zero', (order: Order) => (line(order)['item_num'] = 0), 'WRONG_TYPE', 'lines[].quantity'],
  ])('holds %s and names reason and field', (_what, change, reason, field) => {
    const order = parseLossless(douyinOrder) as Order;
    change(order);
    expect(interpretOrder(order, douyin, findProduct)).toMatchObject({
      kind: 'trouble',
      platformOrderNo: '4700000000000000001',
      trouble: { reason, field },
    });
  });

  it("never repeats a value that might be somebody's words", () => {
    const order = parseLossless(douyinOrder) as Order;
    order['order_status'] = '张三 13800138000';
    expect(JSON.stringify(interpretOrder(order, douyin, findProduct))).not.toMatch(/张三|13800138000/);
  });
});

describe('interpretation of a WeChat order', () => {
  const document =
    parseLossless(`{"order_id":"3700000000000000001","status":20,"openid":"oB","create_time":1767225600,"update_time":1767225601,
    "order_detail":{"product_infos":[{"product_id":"10000000000001","sku_id":"20000000000001","sku_cnt":1,"sale_price":32800,"real_price":32000,"sku_code":"TEA-WHITE-GIFT","title":"白茶"}],
    "pay_info":{"pay_time":1767225601},"price_info":{"product_price":32800,"order_price":32000,"freight":0,"discounted_price":800},
    "delivery_info":{"address_info":{"user_name":"李四","province_name":"上海市","city_name":"上海市","county_name":"浦东新区","detail_info":"世纪大道 1 号","house_number":"2 座","tel_number":"13800138000","hash_code":"h1"}},
    "ext_info":{"finder_id":"sph1","order_scene":2}}}`);

  it('numbers lines by position, joins the house number and keeps the finder', () => {
    expect(interpretOrder(document, wechat, findProduct)).toMatchObject({
      kind: 'order',
      order: {
        state: 'PAID',
        paidAmount: 32000n,
        lines: [{ lineNo: '1', unitPrice: 32800n, paidShare: 32000n }],
        recipient: { detail: '世纪大道 1 号2 座', addressToken: 'h1' },
        extensions: { finder_id: 'sph1', order_scene: '2' },
      },
    });
  });
});

describe('the first mappings', () => {
  it.each(['douyin', 'wechat-shop'])('of %s make canonical orders and refunds', (system) => {
    expect(mappingProblems(published(system).order, orderShape)).toEqual([]);
    expect(mappingProblems(published(system).refund, refundShape)).toEqual([]);
  });

  it('are refused when a needed field, a unit or a pointer is missing, and when an extension would carry a person', () => {
    const [first, ...rest] = published('douyin').order;
    expect(mappingProblems(rest, orderShape).map(problemText)).toEqual(['platformOrderNo: is not mapped']);
    const rules = [first, ...rest].filter((rule) => rule !== undefined);
    const broken = rules.map((rule) => (rule.target === 'paidAmount' ? { ...rule, unit: null, sources: ['pay_amount'] } : rule));
    expect(mappingProblems(broken, orderShape).map(problemText)).toEqual([
      'paidAmount: pay_amount is not a JSON Pointer',
      'paidAmount: MONEY needs the unit FEN or YUAN',
    ]);
    const leaking: MappingRule = {
      target: 'extensions.who',
      sources: ['/post_receiver'],
      type: 'TEXT',
      unit: null,
      fallback: null,
      required: false,
      values: null,
    };
    expect(mappingProblems([...rules, leaking], orderShape).map(problemText)).toEqual([
      'extensions.who: an extension must not carry personal data',
    ]);
  });

  it('never fill an address or a phone with a word, and may fill a name', () => {
    const rules = published('douyin').order.map((rule) => (rule.target.startsWith('recipient.') ? { ...rule, fallback: '顾客' } : rule));
    const refused = mappingProblems(rules, orderShape).map(({ target, code }) => `${target} ${code}`);
    expect(refused).toContain('recipient.phone NEVER_DEFAULTED');
    expect(refused).toContain('recipient.detail NEVER_DEFAULTED');
    expect(refused.some((line) => line.startsWith('recipient.name '))).toBe(false);
  });

  it('are refused when a status would come to mean what the hub does not know', () => {
    const rules = published('douyin').order.map((rule) => (rule.target === 'state' ? { ...rule, values: { 1: 'PAYED' } } : rule));
    expect(mappingProblems(rules, orderShape).map(problemText)).toEqual(['state: PAYED means nothing in the hub']);
  });
});

describe('interpretation of a refund', () => {
  const mapping = compileMapping({ name: 'douyin-refund', version: 1, rules: published('douyin').refund });
  it('reads it from the push where the detail is silent', () => {
    const hint = { aftersale_id: '71', p_id: '47', s_id: '48', aftersale_status: '6', aftersale_type: '2', refund_amount: '100' };
    expect(interpretRefund({ detail: {}, hint }, mapping)).toMatchObject({
      kind: 'refund',
      refund: {
        refundId: '71',
        platformOrderNo: '47',
        lines: [{ lineNo: '48', quantity: 0 }],
        phase: 'REQUESTED',
        sort: 'BEFORE_SHIPPING',
        amount: 100n,
      },
    });
  });

  it('names every line of an after-sale with its quantity where the detail lists them', () => {
    const detail = {
      process_info: { after_sale_info: { after_sale_id: '71', after_sale_status: 6, after_sale_type: 2, refund_total_amount: 97700 } },
      order_info: {
        shop_order_id: '47',
        sku_order_infos: [
          { sku_order_id: '48', after_sale_item_count: 1 },
          { sku_order_id: '49', after_sale_item_count: 2 },
        ],
      },
    };
    expect(interpretRefund({ detail, hint: { s_id: '48' } }, mapping)).toMatchObject({
      kind: 'refund',
      refund: {
        amount: 97700n,
        lines: [
          { lineNo: '48', quantity: 1 },
          { lineNo: '49', quantity: 2 },
        ],
      },
    });
  });

  it('holds a status that nobody has named', () => {
    expect(
      interpretRefund(
        { detail: {}, hint: { aftersale_id: '71', p_id: '47', aftersale_status: '99', aftersale_type: '2', refund_amount: '1' } },
        mapping,
      ),
    ).toMatchObject({ kind: 'trouble', trouble: { reason: 'UNKNOWN_STATUS', field: 'phase' } });
  });
});

type Order = Record<string, unknown>;

function line(order: Order): Order {
  const list = order['sku_order_list'] as Order[];
  const [first] = list;
  if (first === undefined) throw new Error('no line');
  return first;
}

function rename(order: Order, from: string, to: string): void {
  order[to] = order[from];
  delete order[from];
}
