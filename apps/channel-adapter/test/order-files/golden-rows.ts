/** Section 12 of the fact sheet on order export files: one invented example of each layout. `⇥` stands for a real TAB. */
export const goldenFiles = {
  taobaoOrders: `订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单付款时间 ,宝贝标题 ,宝贝总数量,打款商家金额
="3300000000000000001",demo_a,39.80,"买家已付款，等待卖家发货",张三,浙江省 杭州市 西湖区 示例路1号,'13800000000,2026-01-02 10:00:05,测试茶杯,2,0.00元
`,
  taobaoLines: `子订单编号,主订单编号,商品标题,商品价格,购买数量,商品属性,订单状态,商家编码
3300000000000000002⇥,3300000000000000001⇥,测试茶杯⇥,19.90⇥,2⇥,颜色分类:白⇥,"买家已付款,等待卖家发货"⇥,CUP-W⇥
`,
  douyin: `主订单编号,子订单编号,选购商品,商品规格,商品数量,商家编码,订单应付金额,支付优惠,收件人,订单提交时间,支付完成时间,订单状态,售后状态
6900000000000000001,6900000000000000001,测试茶杯,白,1,CUP-W,"1,019.90",0.00,张*,2026-01-02 10:00:00,2026-01-02 10:00:05,待发货,-
`,
  jd: `订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,应付金额,订单状态,下单帐号
300000000001,10000000000001,测试茶杯,2,2026-01-02 10:00:00,19.90,69.50,59.50,等待出库,demo_a
300000000001,10000000000002,测试杯垫,3,2026-01-02 10:00:00,9.90,69.50,59.50,等待出库,demo_a
`,
  pinduoduo: `商品,订单号,订单状态,用户实付金额(元),商品数量(件),省,支付时间,样式ID,商家编码-规格维度,售后状态
测试茶杯,260102-000000000000001,已发货，待收货,19.9,1,****,,900000001,CUP-W,无售后或售后取消
`,
  wechat: `订单号,订单下单时间,订单状态,收件人姓名,收件人手机,订单实际支付金额,支付时间,商品名称,SKU编码(自定义),商品数量
3700000000000000001,2026-01-02 10:00:00,待发货,张三,13800000000,39.80,2026-01-02 10:00:05,测试茶杯,CUP-W,2
`,
  xiaohongshu: `订单号,订单状态,小红书编码,SKU名称,SKU件数,用户应付金额(元),支付时间,商家编码
P700000000000000001,配货中,XHS-DEMO,测试茶杯,2,39.80,2026-01-02 10:00:05,CUP-W
`,
  kuaishou: `订单号,订单创建时间,订单支付时间,订单状态,实付款,成交数量,商品名称,SKU编码,快赚客ID
2600000000000001,2026-01-02 10:00:00,2026-01-02 10:00:05,待发货,39.80,2,测试茶杯,CUP-W,
`,
  meituan: `订单编号,下单时间,商家名称,订单状态,商品名称,UPC码,店内码/货号,商品销售数量,订单实付交易额(元)
2000000000000000001⇥,2026-01-02 10:00:00,测试店,已完成,测试牛奶,6900000000001,MILK-1,2,19.80
`,
  jushuitan: `内部订单号,线上订单号,店铺名称,下单时间,已付金额,状态,线上子订单编号,商品编码,数量
1000001,="3300000000000000001",测试店,2026-01-02 10:00:00,39.80,已付款待审核,="3300000000000000002",CUP-W,2
`,
  wangdiantong: `订单编号,店铺,子单原始单号,订单状态,付款时间,商家编码,下单数量,应收金额
="JY202601020001",测试店,="3300000000000000001-1",已发货,="2026-01-02 10:00:05",CUP-W,2,39.80
合计:,,,,,,2,39.80
`,
} as const;

export type GoldenName = keyof typeof goldenFiles;

export function goldenText(name: GoldenName): string {
  return goldenFiles[name].replaceAll('⇥', '\t');
}

/** What each example says once it is read; times are Shanghai's, amounts fen. */
export const goldenOrders: Readonly<Record<GoldenName, Readonly<Record<string, unknown>>>> = {
  taobaoOrders: {
    layout: 'taobao-orders',
    channel: 'TM',
    no: '3300000000000000001',
    state: 'TO_SHIP',
    paid: 3980n,
    paidAt: '2026-01-02T02:00:05.000Z',
    quantity: 2,
    name: '张三',
    phone: '13800000000',
    county: '西湖区',
  },
  taobaoLines: {
    layout: 'taobao-lines',
    channel: 'TM',
    no: '3300000000000000001',
    state: 'TO_SHIP',
    quantity: 2,
    lineNo: '3300000000000000002',
    sku: 'CUP-W',
    title: '测试茶杯',
    spec: '颜色分类:白',
  },
  douyin: {
    layout: 'douyin',
    channel: 'DY',
    no: '6900000000000000001',
    state: 'TO_SHIP',
    paid: 101990n,
    createdAt: '2026-01-02T02:00:00.000Z',
    paidAt: '2026-01-02T02:00:05.000Z',
    sku: 'CUP-W',
    name: '张*',
    refund: 'NONE',
  },
  jd: {
    layout: 'jd-pop',
    channel: 'JD',
    no: '300000000001',
    state: 'TO_SHIP',
    paid: 5950n,
    createdAt: '2026-01-02T02:00:00.000Z',
    quantity: 5,
    lines: 2,
  },
  pinduoduo: {
    layout: 'pinduoduo',
    channel: 'PD',
    no: '260102-000000000000001',
    state: 'SHIPPED',
    paid: 1990n,
    createdAt: '2026-01-01T16:00:00.000Z',
    quantity: 1,
    sku: 'CUP-W',
    refund: 'NONE',
  },
  wechat: {
    layout: 'wechat-shop',
    channel: 'WX',
    no: '3700000000000000001',
    state: 'TO_SHIP',
    paid: 3980n,
    createdAt: '2026-01-02T02:00:00.000Z',
    name: '张三',
    phone: '13800000000',
    sku: 'CUP-W',
  },
  xiaohongshu: {
    layout: 'xiaohongshu',
    channel: 'XH',
    no: 'P700000000000000001',
    state: 'TO_SHIP',
    paid: 3980n,
    paidAt: '2026-01-02T02:00:05.000Z',
    quantity: 2,
    sku: 'CUP-W',
  },
  kuaishou: {
    layout: 'kuaishou',
    channel: 'KS',
    no: '2600000000000001',
    state: 'TO_SHIP',
    paid: 3980n,
    createdAt: '2026-01-02T02:00:00.000Z',
    quantity: 2,
    sku: 'CUP-W',
  },
  meituan: {
    layout: 'meituan',
    channel: 'MT',
    no: '2000000000000000001',
    state: 'DONE',
    paid: 1980n,
    createdAt: '2026-01-02T02:00:00.000Z',
    quantity: 2,
    sku: 'MILK-1',
  },
  jushuitan: {
    layout: 'jushuitan',
    channel: '',
    no: '3300000000000000001',
    state: 'TO_SHIP',
    paid: 3980n,
    createdAt: '2026-01-02T02:00:00.000Z',
    quantity: 2,
    sku: 'CUP-W',
    lineNo: '3300000000000000002',
  },
  wangdiantong: {
    layout: 'wangdiantong',
    channel: '',
    no: '3300000000000000001',
    state: 'SHIPPED',
    paid: 3980n,
    paidAt: '2026-01-02T02:00:05.000Z',
    quantity: 2,
    sku: 'CUP-W',
  },
};
