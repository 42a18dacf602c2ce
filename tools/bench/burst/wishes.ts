import type { Wish } from './call-until-placed.ts';

const placeOrder = `mutation Place($input: PlaceOrderInput!) {
  placeOrder(input: $input) { __typename ... on OrderPlaced { duplicate order { id } } ... on OrderTaken { orderNo } ... on OrderUnusable { field why } }
}`;

export interface Product {
  readonly sku: string;
  readonly priceFen: number;
}

/**
 * So many calls for so many orders: of each order half of the calls come under one key and half under another, as from a program that
 * lost its note of the first. They are mixed, so that the calls of one order do not come one after the other.
 */
export function wishesOf(
  run: string,
  at: { readonly calls: number; readonly orders: number; readonly products: readonly Product[] },
): readonly Wish[] {
  return Array.from({ length: at.calls }, (_, nth): Wish => {
    const order = nth % at.orders;
    const round = Math.floor(nth / at.orders);
    const orderNo = `${run}-${order}`;
    const idempotencyKey = `${orderNo}-${round % 2 === 0 ? 'a' : 'b'}`;
    const product = at.products[order % at.products.length];
    const input = {
      shopId: 'own-store',
      orderNo,
      lines: [{ sku: product?.sku, quantity: 1, unitPriceMinor: String(product?.priceFen) }],
      paid: true,
      recipient: {
        name: `收货${order}`,
        phone: `139${String(10_000_000 + order)}`,
        province: '浙江省',
        city: '杭州市',
        county: '西湖区',
        detail: `文三路 ${order + 1} 号 2 幢 301 室`,
      },
      idempotencyKey,
    };
    return { orderNo, idempotencyKey, body: JSON.stringify({ query: placeOrder, variables: { input } }) };
  });
}
