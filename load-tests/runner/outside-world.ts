import { z } from 'zod';
import { signIn } from '../../tools/start/front-door.ts';
import { ownDocuments } from '../../tools/start/own-documents.ts';
import { Problem } from '../../tools/start/problem.ts';
import type { System } from '../../tools/start/system.ts';
import type { MintedPush } from '../actions/minted-push.ts';

/** The sandbox's control door, as far as a load needs it. */
export interface OutsideWorld {
  /** Fills every shelf. */
  readonly prepare: () => Promise<void>;
  /** How many times faster than life warehouse and carrier work, what already waits included. */
  readonly setSpeed: (speed: number) => Promise<void>;
  readonly mint: (wanted: {
    readonly orders: number;
    readonly wechatPercent: number;
    readonly seed: string;
  }) => Promise<readonly MintedPush[]>;
  /** When each push will leave, counted from the first: its platform then changes the order, as one that is paid at that moment. */
  readonly expectPushes: (pushes: readonly { readonly no: string; readonly afterMs: number }[]) => Promise<void>;
  /** One buyer orders one piece, pays, and the platform pushes; gives the platform's number. */
  readonly buy: (wanted: { readonly channel: MintedPush['channel']; readonly buyer: number; readonly sku: string }) => Promise<string>;
  /** Lets the buyers of the last minted orders follow the service account, as far as they do, so that cards can reach them; or others, by their place in the pool. */
  readonly enlistBuyers: (buyers: number, from?: number) => Promise<number>;
}

const minted = z.object({ pushes: z.array(z.object({ no: z.string(), url: z.string(), body: z.string() })) });
const placed = z.object({ orders: z.array(z.string()) });
const state = z.object({ products: z.array(z.object({ sku: z.string() })) });
const qimen = z.object({ warehouses: z.array(z.object({ id: z.string() })) });
const links = z.array(z.object({ shopId: z.string(), buyerOpenId: z.string(), wechatOpenId: z.string() }));
const imported = z.object({ importBuyerLinks: z.object({ __typename: z.literal('BuyerLinksImported') }) });

const unitsOfEach = 200_000;
/** The sandbox numbers the buyers of minted orders from here on, one after another. */
const firstMintedBuyer = 1_000_000;
/** What the gateway takes in one body. */
const linksPerCall = 1_000;

export function outsideWorld(system: System): OutsideWorld {
  const ask = async <Shape extends z.ZodType>(path: string, shape: Shape, body?: object): Promise<z.infer<Shape>> => {
    const answer = await fetch(`${system.addresses.url('sandbox', 'http')}/control${path}`, {
      signal: AbortSignal.timeout(120_000),
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return shape.parse(JSON.parse(text));
    throw new Problem({
      what: 'the sandbox refused',
      why: `${path} answered ${answer.status} ${text.slice(0, 300)}`,
      remedy: `read ${system.logFile('sandbox')}`,
    });
  };
  let buyers = 0;
  return {
    setSpeed: async (speed) => {
      await ask('/speed', z.unknown(), { speed });
    },
    prepare: async () => {
      const { products } = await ask('/state', state);
      const { warehouses } = await ask('/systems/qimen', qimen);
      const shelves = warehouses.flatMap(({ id }) => products.map(({ sku }) => ({ warehouse: id, sku, quantity: unitsOfEach })));
      await ask('/systems/qimen/set-stock', z.unknown(), shelves);
    },
    mint: async ({ orders, wechatPercent, seed }) => {
      const wechat = Math.round((orders * wechatPercent) / 100);
      const mintOf = async (channel: MintedPush['channel'], count: number): Promise<readonly MintedPush[]> => {
        if (count === 0) return [];
        const { pushes } = await ask('/mint', minted, { channel, count, seed: `${seed}/${channel}` });
        return pushes.map(({ no, url, body }) => ({ no, channel, url: url.split('?', 1)[0] ?? url, body }));
      };
      const douyinPushes = await mintOf('DY', orders - wechat);
      const wechatPushes = await mintOf('WX', wechat);
      buyers += orders;
      return interleave(douyinPushes, wechatPushes);
    },
    expectPushes: async (moments) => {
      await ask('/mint/moments', z.unknown(), { moments });
    },
    buy: async ({ channel, buyer, sku }) => {
      const { orders } = await ask('/orders', placed, { channel, buyer, lines: [{ sku, quantity: 1 }] });
      return orders[0] ?? '';
    },
    enlistBuyers: async (orders, from = firstMintedBuyer + buyers - orders) => {
      const list = await ask(`/buyer-links?from=${from}&count=${orders}`, links);
      const admin = await signIn(system.addresses.url('gateway', 'http'), 'admin', system.secrets.demoPassword);
      for (let from = 0; from < list.length; from += linksPerCall) {
        const answer = await admin.graphql(ownDocuments.memberList, { links: list.slice(from, from + linksPerCall) });
        if (!imported.safeParse(answer.data).success)
          throw new Error(`the member list was not taken: ${JSON.stringify(answer).slice(0, 300)}`);
      }
      return list.length;
    },
  };
}

/** Channels come mixed, in their proportion, all through the run. */
export function interleave<Item>(many: readonly Item[], few: readonly Item[]): readonly Item[] {
  const total = many.length + few.length;
  const mixed: Item[] = [];
  let taken = 0;
  for (let index = 0; index < total; index += 1) {
    const due = Math.floor(((index + 1) * few.length) / total);
    const next = due > taken ? few[taken++] : many[index - taken];
    if (next !== undefined) mixed.push(next);
  }
  return mixed;
}
