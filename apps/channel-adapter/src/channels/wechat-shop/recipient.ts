import type { RecipientInPayload } from '../../domain/canonical-order.ts';

interface Sealed {
  readonly platformOrderNo: string;
  readonly recipient: RecipientInPayload;
}

/** WeChat sends no cipher texts: plain where the shop has the right, masked else. A masked one is kept as it is, and is vague. */
export function openWechatRecipients(sealed: readonly Sealed[]): Promise<ReadonlyMap<string, RecipientInPayload>> {
  return Promise.resolve(new Map(sealed.map(({ platformOrderNo, recipient }) => [platformOrderNo, recipient])));
}
