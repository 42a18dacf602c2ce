import { dice, invent, type Invented } from './invent-order.ts';

interface FileLayout {
  readonly headers: readonly string[];
  readonly stages: Readonly<Record<Invented['stage'], string>>;
  rows(order: Invented): readonly (readonly string[])[];
}

const yuan = (fen: number): string => (fen / 100).toFixed(2);
const plainStages = { unpaid: '待支付', toShip: '待发货', shipped: '已发货', done: '已完成', closed: '已关闭' };

const stages = {
  taobao: {
    unpaid: '等待买家付款',
    toShip: '买家已付款，等待卖家发货',
    shipped: '卖家已发货，等待买家确认',
    done: '交易成功',
    closed: '交易关闭',
  },
  jd: { unpaid: '等待付款', toShip: '等待出库', shipped: '等待确认收货', done: '完成', closed: '已取消' },
  pinduoduo: { unpaid: '待支付', toShip: '待发货', shipped: '已发货，待收货', done: '已收货', closed: '已取消' },
  jushuitan: { unpaid: '待付款', toShip: '已付款待审核', shipped: '已发货', done: '已完成', closed: '取消' },
};

const layouts = {
  douyin: {
    headers:
      '主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,支付优惠,收件人,收件人手机号,省,市,区,街道,详细地址,买家留言,订单提交时间,支付完成时间,订单完成时间,订单状态,承诺发货时间,售后状态,发货时间'.split(
        ',',
      ),
    stages: plainStages,
    rows: (one) => {
      const [province, city, county, detail] = one.place;
      return [
        [
          `${one.no}\t`,
          `${one.no}\t`,
          one.title,
          '标准',
          String(one.quantity),
          '3600000000000000001',
          one.sku,
          yuan(one.fen),
          yuan(one.fen),
          '0.00',
          '0.00',
          one.name,
          one.phone,
          province,
          city,
          county,
          '',
          detail,
          '-',
          one.created,
          one.paid,
          one.done,
          plainStages[one.stage],
          '',
          one.refund ? '退款成功' : '-',
          one.shipped,
        ],
      ];
    },
  },
  taobao: {
    headers:
      '订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝总数量,物流单号 ,物流公司,发货时间,确认收货时间,退款金额'.split(
        ',',
      ),
    stages: stages.taobao,
    rows: (one) => [
      [
        `="${one.no}"`,
        `demo_${one.phone.slice(-4)}`,
        yuan(one.fen),
        stages.taobao[one.stage],
        one.name,
        one.place.join(' '),
        `'${one.phone}`,
        one.created,
        one.paid,
        one.title,
        String(one.quantity),
        one.tracking,
        one.tracking === '' ? '' : '顺丰速运',
        one.shipped,
        one.done,
        one.refund ? yuan(one.fen) : '0.00',
      ],
    ],
  },
  jd: {
    headers:
      '订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,应付金额,订单状态,下单帐号,客户姓名,客户地址,联系电话,付款确认时间,订单完成时间,货号'.split(
        ',',
      ),
    stages: stages.jd,
    rows: (one) =>
      Array.from({ length: Math.min(one.quantity, 2) }, (_none, line) => [
        one.no.slice(-12),
        `1000000000000${line}`,
        one.title,
        '1',
        '在线支付',
        one.created,
        yuan(one.fen),
        yuan(one.fen),
        yuan(one.fen),
        stages.jd[one.stage],
        `demo_${one.phone.slice(-4)}`,
        one.name,
        one.place.join('.'),
        one.phone,
        one.paid,
        one.done,
        `${one.sku}${line === 0 ? '' : '-B'}`,
      ]),
  },
  pinduoduo: {
    headers:
      '商品,订单号,订单状态,商品总价(元),用户实付金额(元),商品数量(件),省,市,区,支付时间,订单成交时间,承诺发货时间,发货时间,确认收货时间,样式ID,商家编码-规格维度,快递单号,快递公司,售后状态'.split(
        ',',
      ),
    stages: stages.pinduoduo,
    rows: (one) => [
      [
        one.title,
        `${one.created.slice(2, 10).replaceAll('-', '')}-${one.no.slice(-15)}`,
        stages.pinduoduo[one.stage],
        yuan(one.fen),
        yuan(one.fen),
        String(one.quantity),
        '****',
        '****',
        '****',
        one.paid,
        one.created,
        '',
        one.shipped,
        one.done,
        '900000001',
        one.sku,
        one.tracking,
        one.tracking === '' ? '' : '中通快递',
        one.refund ? '退款成功' : '无售后或售后取消',
      ],
    ],
  },
  wechat: {
    headers:
      '订单号,订单下单时间,订单发货时间,订单确认收货时间,订单状态,收件人姓名,收件人地址,省,市,区,收件人手机,订单实际支付金额,支付时间,物流公司,快递单号,商品名称,商品编码(平台),SKU编码(自定义),商品数量,商品售后'.split(
        ',',
      ),
    stages: plainStages,
    rows: (one) => {
      const [province, city, county, detail] = one.place;
      return [
        [
          one.no,
          one.created,
          one.shipped,
          one.done,
          plainStages[one.stage],
          one.name,
          detail,
          province,
          city,
          county,
          one.phone,
          yuan(one.fen),
          one.paid,
          one.tracking === '' ? '' : '顺丰速运',
          one.tracking,
          one.title,
          '10000000000001',
          one.sku,
          String(one.quantity),
          one.refund ? '退款成功' : '',
        ],
      ];
    },
  },
  jushuitan: {
    headers: '内部订单号,线上订单号,店铺名称,下单时间,付款日期,已付金额,状态,快递单号,线上子订单编号,商品编码,商品名称,数量,发货时间'.split(
      ',',
    ),
    stages: stages.jushuitan,
    rows: (one) => [
      [
        one.no.slice(-7),
        `="${one.no}"`,
        '测试店',
        one.created,
        one.paid,
        yuan(one.fen),
        stages.jushuitan[one.stage],
        one.tracking,
        `="${one.no}"`,
        one.sku,
        one.title,
        String(one.quantity),
        one.shipped,
      ],
    ],
  },
} as const satisfies Readonly<Record<string, FileLayout>>;

export type LayoutName = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as readonly LayoutName[]; // keys of the table

/** The lines of an invented export: thirty days up to `until`, with the ends that real months have. The same seed gives the same file. */
export function* makeOrderFile(wish: {
  readonly layout: LayoutName;
  readonly orders: number;
  readonly seed: number;
  readonly until: Date;
}): Generator<string> {
  const layout: FileLayout = layouts[wish.layout];
  const random = dice(wish.seed);
  yield `\uFEFF${layout.headers.join(',')}\r\n`;
  for (let index = 0; index < wish.orders; index += 1) {
    const order = invent(index, wish, random);
    for (const row of layout.rows(order)) yield `${row.map(cell).join(',')}\r\n`;
  }
}

function cell(value: string): string {
  return /[",\n]/.test(value) && !value.startsWith('=') ? `"${value.replaceAll('"', '""')}"` : value;
}
