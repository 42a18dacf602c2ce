/** Codes that the channel adapter and the tower speak about imports, each with its words in messages/*\/import.json. */
export const importFieldKeys = [
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
export type ImportField = (typeof importFieldKeys)[number];

export const layoutKeys = [
  'taobao-orders',
  'taobao-lines',
  'taobao-lines-classic',
  'taobao-orders-qianniu',
  'douyin',
  'jd-pop',
  'jd-daojia',
  'pinduoduo',
  'wechat-shop',
  'xiaohongshu',
  'kuaishou',
  'meituan',
  'jushuitan',
  'wangdiantong',
  'kuaimai',
  'unknown',
] as const;

export const refusalKeys = [
  'NO_ORDER_NUMBER',
  'LOST_DIGITS',
  'UNKNOWN_STATUS',
  'BAD_TIME',
  'BAD_MONEY',
  'BAD_QUANTITY',
  'MERGED_ELSEWHERE',
  'TOO_MANY_CELLS',
  'OTHER',
] as const;

export const failureKeys = [
  'EMPTY',
  'OLD_EXCEL_OR_PASSWORD',
  'UNKNOWN_KIND',
  'UNKNOWN_ENCODING',
  'NO_HEADER',
  'BROKEN_WORKBOOK',
  'WORKBOOK_TOO_LARGE',
  'BROKEN_QUOTES',
  'TOO_LARGE',
  'CUT_OFF',
  'OTHER',
] as const;

export const startRefusalKeys = [
  'NOT_READY',
  'NO_SUCH_IMPORT',
  'NO_ORDER_COLUMN',
  'COLUMN_TWICE',
  'NO_SHOP',
  'NO_CHANNEL',
  'OTHER',
] as const;

export const jobStateKeys = ['RECEIVING', 'INSPECTING', 'READY', 'IMPORTING', 'DONE', 'FAILED', 'UNDOING', 'UNDONE'] as const;
export const axisKeys = ['ON_TIME_SHIPPING', 'WAITING_TIME', 'WITHOUT_EXCEPTION', 'WITHOUT_REFUND', 'WITH_NUMBER'] as const;
export const orderStateKeys = ['UNPAID', 'TO_SHIP', 'HELD', 'SHIPPED', 'DONE', 'CLOSED', 'UNSAID'] as const;
export const missingKeys = ['NO_COLUMN', 'NOT_IN_FILES'] as const;

const found = <Key extends string>(keys: readonly Key[], text: string, otherwise: Key): Key =>
  keys.find((key) => key === text) ?? otherwise;

export const asField = (text: string): ImportField | undefined => importFieldKeys.find((key) => key === text);
export const asLayout = (text: string) => found(layoutKeys, text, 'unknown');
export const asRefusal = (text: string) => found(refusalKeys, text, 'OTHER');
export const asFailure = (text: string) => found(failureKeys, text, 'OTHER');
export const asStartRefusal = (text: string) => found(startRefusalKeys, text, 'OTHER');
export const asOrderState = (text: string) => found(orderStateKeys, text, 'UNSAID');
export const asMissing = (text: string) => found(missingKeys, text, 'NOT_IN_FILES');
