export const fields = [
  'order',
  'line',
  'created',
  'paidAt',
  'shippedAt',
  'doneAt',
  'promisedShipAt',
  'status',
  'sku',
  'title',
  'spec',
  'quantity',
  'paid',
  'paidOff',
  'freight',
  'refundStatus',
  'refunded',
  'name',
  'phone',
  'region',
  'province',
  'city',
  'county',
  'town',
  'address',
  'remark',
  'tracking',
  'carrier',
  'shop',
] as const;
export type Field = (typeof fields)[number];

/** Their cells may name or reach a person. */
export const personalFields: ReadonlySet<Field> = new Set(['name', 'phone', 'region', 'town', 'address', 'remark']);

/** Headers by field (section 9 of the fact sheet), the best first. They stand as `headerKey` makes them. */
export const synonyms: Readonly<Record<Field, readonly string[]>> = {
  order: ['主订单编号', '线上订单号', '平台订单号', '子单原始单号', '原始线上订单号', '订单编号', '订单号', '系统订单号'],
  line: ['子订单编号', '线上子订单编号', '原始子订单号'],
  created: ['订单创建时间', '订单提交时间', '订单下单时间', '下单时间', '交易时间', '订单成交时间'],
  paidAt: ['订单付款时间', '支付完成时间', '付款确认时间', '订单支付时间', '支付时间', '付款时间'],
  shippedAt: ['发货时间', '订单发货时间', '实际发货时间'],
  doneAt: ['确认收货时间', '订单确认收货时间', '订单完成时间', '签收时间'],
  promisedShipAt: ['承诺发货时间', '应发货时间', '最晚发货时间'],
  status: ['订单状态', '状态'],
  sku: [
    '商家编码',
    '外部系统编号',
    '商家编码-规格维度',
    '商家编码-sku维度',
    'sku编码(自定义)',
    'sku编码',
    '商家skuid',
    '货号',
    '规格商家编码',
    '店内码/货号',
    '商家sku',
    '商品编码',
  ],
  title: ['商品标题', '标题', '宝贝标题', '选购商品', '商品名称', '货品名称', '商品', 'sku名称'],
  spec: ['商品属性', '商品规格', 'sku规格', '规格名称'],
  quantity: [
    '购买数量',
    '宝贝总数量',
    '商品数量(件)',
    '商品数量',
    '订购数量',
    'sku件数',
    '成交数量',
    '下单数量',
    '商品销售数量',
    '销售数量',
    '数量',
  ],
  paid: [
    '买家实付金额',
    '买家实际支付金额',
    '用户实付金额(元)',
    '订单实际支付金额',
    '用户应付金额(元)',
    '实付款',
    '买家实付',
    '已付金额',
    '订单实付交易额(元)',
    '订单应付金额',
    '应付金额',
    '应收金额',
  ],
  paidOff: ['支付优惠'],
  freight: ['买家应付邮费', '运费', '邮费(元)', '运费金额', '订单运费', '快递费', '配送费(元)'],
  refundStatus: ['售后状态', '退款状态', '订单退款状态', '商品售后'],
  refunded: ['退款金额', '商品已退款金额'],
  name: ['收货人姓名', '收件人', '收件人姓名', '客户姓名', '收货人'],
  phone: ['联系手机', '收件人手机号', '收件人手机', '收货人电话', '收件人电话', '联系电话', '手机'],
  region: ['收货地区'],
  province: ['省', '收货地址-省'],
  city: ['市', '收货地址-市'],
  county: ['区', '收货地址-区'],
  town: ['街道', '街道/镇', '收货地址-街道'],
  address: ['详细地址', '收货地址', '收件人地址', '客户地址'],
  remark: ['买家留言', '主订单买家留言', '买家备注', '用户备注'],
  tracking: ['物流单号', '快递单号', '运单号'],
  carrier: ['物流公司', '快递公司'],
  shop: ['店铺名称', '店铺', '商家名称'],
};

/** How the order's money stands on its rows: on each a share, on each the whole, or it shows only in the rows themselves. */
export type MoneyGrain = 'SHARE' | 'WHOLE' | 'UNSAID';

export interface Layout {
  readonly id: string;
  /** Empty for an ERP, which sells on many. */
  readonly channel: string;
  /** All of one of these groups must be there. */
  readonly keys: readonly (readonly string[])[];
  readonly without?: readonly string[];
  readonly money: MoneyGrain;
  /** Where this layout means another column than the synonyms would take first. */
  readonly columns?: Partial<Record<Field, readonly string[]>>;
}

/** Recognised by key headers, in this order: what is more particular stands first. */
export const layouts: readonly Layout[] = [
  {
    id: 'wangdiantong',
    channel: '',
    keys: [
      ['子单原始单号', '店铺'],
      ['子单原始单号', '货品编号'],
    ],
    money: 'UNSAID',
    columns: { order: ['子单原始单号'], sku: ['商家编码'], line: [] },
  },
  { id: 'jushuitan', channel: '', keys: [['内部订单号', '线上订单号']], money: 'WHOLE', columns: { sku: ['商品编码'] } },
  {
    id: 'kuaimai',
    channel: '',
    keys: [
      ['系统订单号', '平台订单号'],
      ['系统订单号', '规格商家编码'],
    ],
    money: 'UNSAID',
    columns: { sku: ['规格商家编码', '主商家编码'] },
  },
  { id: 'taobao-orders', channel: 'TM', keys: [['买家会员名', '宝贝标题']], money: 'WHOLE', columns: { paid: ['买家实际支付金额'] } },
  {
    id: 'douyin',
    channel: 'DY',
    keys: [
      ['主订单编号', '子订单编号', '选购商品'],
      ['主订单编号', '子订单编号', '订单应付金额'],
    ],
    money: 'SHARE',
    columns: { paid: ['订单应付金额'] },
  },
  {
    id: 'taobao-lines',
    channel: 'TM',
    keys: [['子订单编号', '主订单编号', '商品属性']],
    without: ['选购商品'],
    money: 'SHARE',
    columns: { sku: ['商家编码', '外部系统编号'] },
  },
  {
    id: 'taobao-lines-classic',
    channel: 'TM',
    keys: [['外部系统编号', '商品属性', '套餐信息']],
    money: 'SHARE',
    columns: { sku: ['商家编码'] },
  },
  { id: 'taobao-orders-qianniu', channel: 'TM', keys: [['订单编号', '买家应付邮费']], money: 'WHOLE' },
  {
    id: 'jd-pop',
    channel: 'JD',
    keys: [['京东价', '下单帐号']],
    money: 'WHOLE',
    columns: { paid: ['应付金额'], sku: ['商家skuid', '货号'] },
  },
  { id: 'jd-daojia', channel: 'JD', keys: [['订单小号', '订单编号']], money: 'WHOLE', columns: { order: ['订单编号'], sku: ['商家sku'] } },
  {
    id: 'xiaohongshu',
    channel: 'XH',
    keys: [['小红书编码']],
    money: 'UNSAID',
    columns: { sku: ['商家编码'], title: ['sku名称', '商品名称'] },
  },
  { id: 'kuaishou', channel: 'KS', keys: [['快赚客id']], money: 'WHOLE', columns: { sku: ['sku编码'] } },
  {
    id: 'pinduoduo',
    channel: 'PD',
    keys: [['商家编码-规格维度'], ['样式id'], ['商家编码-sku维度']],
    money: 'WHOLE',
    columns: { title: ['商品'] },
  },
  {
    id: 'wechat-shop',
    channel: 'WX',
    keys: [['商品编码(平台)'], ['sku编码(自定义)']],
    money: 'WHOLE',
    columns: { sku: ['sku编码(自定义)'] },
  },
  {
    id: 'meituan',
    channel: 'MT',
    keys: [
      ['店内码/货号', '商品销售数量'],
      ['订单实付交易额(元)', '商家名称'],
    ],
    money: 'WHOLE',
  },
];
