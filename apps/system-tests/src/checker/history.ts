import { z } from 'zod';
import type { LedgerEntry, PlatformOrder, Sandbox } from '../hub/sandbox.ts';

/**
 * What the checker may know: what the outside systems saw, and what the clients were told. Nothing of the hub's own words, but for
 * the orders about which it says that a warehouse broke its word.
 */
export interface History {
  /** Numbers of orders whose push this test sent itself and saw acknowledged. */
  readonly acked: readonly string[];
  readonly ledger: readonly LedgerEntry[];
  /** By platform number, every order that was ever paid. */
  readonly platform: ReadonlyMap<string, PlatformOrder>;
  /** By code, every delivery order that the warehouse took. */
  readonly deliveries: ReadonlyMap<string, Delivery>;
  readonly doubles: Readonly<Record<string, readonly string[]>>;
  readonly followers: ReadonlySet<string>;
  /** Platform numbers with a work item that names a broken word. */
  readonly conflicts: ReadonlySet<string>;
}

const delivery = z.object({
  code: z.string(),
  warehouse: z.string(),
  stage: z.string(),
  breaksItsWord: z.boolean(),
  lines: z.array(z.object({ lineNo: z.string(), sourceOrderCode: z.string(), itemCode: z.string(), planQty: z.number() })),
  parcels: z.array(z.object({ expressCode: z.string(), outBizCode: z.string() })),
});
export type Delivery = z.infer<typeof delivery>;

const outboundData = z.object({
  outBizCode: z.string(),
  brokeWord: z.boolean(),
  parcels: z.array(z.object({ expressCode: z.string(), items: z.array(z.object({ itemCode: z.string(), quantity: z.number() })) })),
});

/** One outbound confirmation: goods of one delivery order that left together. */
export interface Outbound {
  readonly seq: number;
  readonly code: string;
  readonly outBizCode: string;
  readonly brokeWord: boolean;
  readonly parcels: readonly {
    readonly trackingNumber: string;
    readonly items: readonly { readonly sku: string; readonly quantity: number }[];
  }[];
}

export function outboundsOf(history: History): readonly Outbound[] {
  return history.ledger
    .filter((entry) => entry.system === 'qimen' && entry.kind === 'outbound')
    .map((entry) => {
      const data = outboundData.parse(entry.data);
      return {
        seq: entry.seq,
        code: entry.key,
        outBizCode: data.outBizCode,
        brokeWord: data.brokeWord,
        parcels: data.parcels.map((parcel) => ({
          trackingNumber: parcel.expressCode,
          items: parcel.items.map((item) => ({ sku: item.itemCode, quantity: item.quantity })),
        })),
      };
    });
}

/** The platform number that a delivery order is for. */
export function platformNoOf(one: Delivery): string {
  return one.lines[0]?.sourceOrderCode ?? '';
}

const marks = z.union([z.string(), z.object({ reference: z.string().optional(), mark: z.string().optional() })]);
const summary = z.object({ doubles: z.array(marks), unannounced: z.array(z.object({ number: z.string() })).default([]) });

/** Asks the outside world for everything that it saw. */
export async function readHistory(
  sandbox: Sandbox,
  known: { readonly acked: readonly string[]; readonly conflicts: ReadonlySet<string> },
): Promise<History> {
  const ledger = await sandbox.ledger();
  const numbers = new Set([...ledger.filter((entry) => entry.kind === 'order-paid').map((entry) => entry.key), ...known.acked]);
  const codes = new Set(ledger.filter((entry) => entry.system === 'qimen' && entry.kind === 'delivery-order').map((entry) => entry.key));
  const platform = new Map<string, PlatformOrder>();
  for (const no of numbers) platform.set(no, await sandbox.platformOrder(no));
  const deliveries = new Map<string, Delivery>();
  for (const code of codes) deliveries.set(code, delivery.parse(await sandbox.deed('qimen', 'order', { code })));
  const doubles: Record<string, readonly string[]> = {};
  for (const system of ['sf', 'kingdee', 'wechat-oa', 'wecom']) {
    const state = summary.parse(await sandbox.get(`/systems/${system}`));
    doubles[system] = state.doubles.map((one) => (typeof one === 'string' ? one : (one.reference ?? one.mark ?? '?')));
    if (system === 'sf') doubles['sf unannounced'] = state.unannounced.map((one) => one.number);
  }
  return { ...known, ledger, platform, deliveries, doubles, followers: await followersOf(sandbox, [...platform.values()]) };
}

const links = z.array(z.object({ shopId: z.string(), buyerOpenId: z.string(), wechatOpenId: z.string() }));

// A buyer without a link does not follow the service account: no card can reach them.
async function followersOf(sandbox: Sandbox, orders: readonly PlatformOrder[]): Promise<ReadonlySet<string>> {
  const followers = new Set<string>();
  const known = new Map<number, boolean>();
  for (const order of orders) {
    const follows = known.get(order.buyer) ?? links.parse(await sandbox.get(`/buyer-links?from=${order.buyer}&count=1`)).length > 0;
    known.set(order.buyer, follows);
    if (follows) followers.add(order.id);
  }
  return followers;
}
