/** What order.logisticsCompanyList answers; ship notices may name no other code. */
export const COMPANIES = [
  { id: 12, code: 'shunfeng', name: '顺丰速运' },
  { id: 7, code: 'yuantong', name: '圆通快递' },
  { id: 8, code: 'shentong', name: '申通快递' },
  { id: 9, code: 'yunda', name: '韵达快递' },
  { id: 15, code: 'zhongtong', name: '中通快递' },
  { id: 17, code: 'jtexpress', name: '极兔速递' },
  { id: 19, code: 'youzhengguonei', name: '邮政快递包裹' },
  { id: 20, code: 'debangwuliu', name: '德邦快递' },
  { id: 26, code: 'jd', name: '京东快递' },
] as const;

const names = new Map<string, string>(COMPANIES.map(({ code, name }) => [code, name]));

export function companyName(code: string): string | undefined {
  return names.get(code);
}
