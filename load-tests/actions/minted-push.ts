/** One paid order's push as the sandbox minted it. `url` is without a query: what carries a time is signed when it is sent. */
export interface MintedPush {
  readonly no: string;
  readonly channel: 'DY' | 'WX';
  readonly url: string;
  readonly body: string;
}

/** The part of the deployment file that a platform needs in order to sign; the same file that the hub and the sandbox read. */
export interface Deployment {
  readonly shops: readonly { readonly channel: string; readonly credentials: Readonly<Record<string, string>> }[];
  readonly products: readonly { readonly sku: string; readonly priceFen: number; readonly madeToOrder?: boolean }[];
}

export function credentialsOf(deployment: Deployment, channel: string): Readonly<Record<string, string>> {
  const shop = deployment.shops.find((one) => one.channel === channel);
  if (shop === undefined) throw new Error(`the deployment has no shop of channel ${channel}`);
  return shop.credentials;
}
