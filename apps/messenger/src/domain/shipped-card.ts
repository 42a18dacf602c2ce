/** What the logistics card says; stored until it is sent, so free of personal data. */
export interface ShippedCard {
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  /** ISO 8601. */
  readonly eta: string;
  readonly units: number;
}

export type CardField = 'trackingNumber' | 'carrier' | 'eta' | 'summary' | 'orderId';

const carrierNames: Readonly<Record<string, string>> = {
  SF: '顺丰速运',
  ZTO: '中通快递',
  JD: '京东物流',
  YTO: '圆通速递',
  STO: '申通快递',
};

/** The template's keys with their values, each cut to what its type can hold. */
export function templateData(
  card: ShippedCard,
  fields: Readonly<Record<string, CardField>>,
): Readonly<Record<string, { readonly value: string }>> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, { value: fitted(key, valueOf(card, field)) }]));
}

function valueOf(card: ShippedCard, field: CardField): string {
  switch (field) {
    case 'trackingNumber':
      return card.trackingNumber;
    case 'orderId':
      return card.orderId;
    case 'carrier':
      return carrierNames[card.carrier] ?? card.carrier;
    case 'eta':
      return shanghaiMinute(card.eta);
    case 'summary':
      return `包裹已发出，共 ${card.units} 件`;
  }
}

function fitted(key: string, value: string): string {
  if (key.startsWith('thing')) return [...value].slice(0, 20).join('');
  if (key.startsWith('character_string')) return value.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 32);
  return value;
}

function shanghaiMinute(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
