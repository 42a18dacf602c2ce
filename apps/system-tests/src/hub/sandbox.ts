import { z } from 'zod';

/** The outside world's own door: what buyers, warehouses and carriers do, and what they saw happen. */
export interface Sandbox {
  readonly base: string;
  readonly get: (path: string) => Promise<unknown>;
  readonly post: (path: string, body?: object) => Promise<unknown>;
  readonly remove: (path: string) => Promise<unknown>;
  readonly place: (order: PlaceOrder) => Promise<string>;
  readonly mint: (order: MintOrders) => Promise<readonly MintedPush[]>;
  readonly deed: (system: string, deed: string, body?: object) => Promise<unknown>;
  readonly misbehave: (rule: MisbehaviourRule) => Promise<number>;
  readonly behave: () => Promise<void>;
  readonly ledger: (filter?: LedgerFilter) => Promise<readonly LedgerEntry[]>;
  readonly platformOrder: (no: string) => Promise<PlatformOrder>;
}

export interface LineWish {
  readonly sku: string;
  readonly quantity: number;
}

export interface PlaceOrder {
  readonly channel: 'DY' | 'WX';
  readonly lines: readonly LineWish[];
  readonly buyer?: number;
  readonly address?: { readonly name?: string; readonly phone?: string; readonly district?: string; readonly detail?: string };
  readonly pay?: boolean;
  readonly push?: 'normal' | 'never' | 'twice' | 'late' | 'out-of-order';
  readonly lateMs?: number;
  readonly words?: string;
  readonly plain?: boolean;
}

export interface MintOrders {
  readonly channel: 'DY' | 'WX';
  readonly count: number;
  readonly seed: string;
  readonly lines?: readonly LineWish[];
}

export interface MisbehaviourRule {
  readonly system: string;
  readonly operation?: string;
  readonly kind: string;
  readonly share?: number;
  readonly keys?: readonly string[];
  readonly next?: number;
  readonly ms?: number;
  readonly from?: string;
  readonly to?: string;
  readonly seed?: string;
}

export interface LedgerFilter {
  readonly system?: string;
  readonly kind?: string;
  readonly key?: string;
}

const minted = z.object({ no: z.string(), url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() });
/** A signed push that the platform left to us to send. */
export type MintedPush = z.infer<typeof minted>;

const ledgerEntry = z.object({
  seq: z.number(),
  at: z.number(),
  kind: z.string(),
  system: z.string(),
  key: z.string(),
  data: z.record(z.string(), z.unknown()),
});
/** One effect that an outside system saw happen; `at` is Unix milliseconds. */
export type LedgerEntry = z.infer<typeof ledgerEntry>;

const platformLine = z.object({
  id: z.string().optional(),
  sku: z.string(),
  skuId: z.string(),
  quantity: z.number(),
  shipped: z.number(),
  refunded: z.union([z.boolean(), z.number()]),
  inAfterSale: z.number().default(0),
  afterSaleId: z.string().nullish(),
});
const afterSale = z.object({
  id: z.string(),
  status: z.union([z.number(), z.string()]),
  type: z.union([z.number(), z.string()]),
  skuId: z.string().optional(),
});
const platformOrder = z.object({
  id: z.string(),
  buyer: z.number(),
  statusText: z.string(),
  payFen: z.number(),
  payTime: z.number(),
  lines: z.array(platformLine),
  receiver: z.object({ name: z.string(), phone: z.string(), address: z.object({ detail: z.string() }) }),
  afterSales: z.array(z.union([afterSale, z.null()])).default([]),
});
export type PlatformOrder = z.infer<typeof platformOrder>;

const ledgerPage = 10_000;

export function openSandbox(base: string): Sandbox {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${base}/control${path}`, {
      method,
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /control${path}: ${answer.status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  const get = (path: string): Promise<unknown> => ask('GET', path);
  const post = (path: string, body: object = {}): Promise<unknown> => ask('POST', path, body);

  return {
    base,
    get,
    post,
    remove: (path) => ask('DELETE', path),
    place: async (order) => {
      const { orders } = z.object({ orders: z.array(z.string()).min(1) }).parse(await post('/orders', order));
      return orders[0] ?? '';
    },
    mint: async (order) => z.object({ pushes: z.array(minted) }).parse(await post('/mint', order)).pushes,
    deed: (system, deed, body) => post(`/systems/${system}/${deed}`, body),
    misbehave: async (rule) => z.object({ id: z.number() }).parse(await post('/misbehave', rule)).id,
    behave: async () => void (await ask('DELETE', '/misbehave')),
    ledger: async (filter = {}) => {
      const all: LedgerEntry[] = [];
      for (let after = 0; ;) {
        const query = new URLSearchParams({ ...filter, after: String(after), limit: String(ledgerPage) });
        const page = z.object({ entries: z.array(ledgerEntry), next: z.number() }).parse(await get(`/ledger?${query}`));
        all.push(...page.entries);
        if (page.entries.length < ledgerPage) return all;
        after = page.next;
      }
    },
    platformOrder: async (no) => platformOrder.parse(await get(`/orders/${no}`)),
  };
}

/** Sends a minted push as the platform would; the answer decides whether it is acked. */
export async function sendPush(push: MintedPush, deadlineMs = 5_000): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await fetch(push.url, { method: 'POST', headers: push.headers, body: push.body, signal: AbortSignal.timeout(deadlineMs) });
  return { status: answer.status, body: await answer.text() };
}

/** The platform's form of yes: Douyin's JSON or WeChat's word. */
export function isAcked(answer: { readonly status: number; readonly body: string }): boolean {
  return answer.status === 200 && (/"code"\s*:\s*"?0"?[,}]/.test(answer.body) || answer.body === 'success' || answer.body === '');
}
