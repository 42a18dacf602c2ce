/** What order/deliverycompanylist/get answers; ship notices may name no other id. */
export const COMPANIES = [
  { delivery_id: 'SF', delivery_name: '顺丰速运' },
  { delivery_id: 'YTO', delivery_name: '圆通速递' },
  { delivery_id: 'ZTO', delivery_name: '中通快递' },
  { delivery_id: 'STO', delivery_name: '申通快递' },
  { delivery_id: 'YUNDA', delivery_name: '韵达快递' },
  { delivery_id: 'JTSD', delivery_name: '极兔速递' },
  { delivery_id: 'JD', delivery_name: '京东快递' },
  { delivery_id: 'EMS', delivery_name: '邮政EMS' },
  { delivery_id: 'DBL', delivery_name: '德邦快递' },
] as const;

const names = new Map<string, string>(COMPANIES.map(({ delivery_id, delivery_name }) => [delivery_id, delivery_name]));

export function companyName(deliveryId: string): string | undefined {
  return names.get(deliveryId);
}
