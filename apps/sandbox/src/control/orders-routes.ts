import { z } from 'zod';
import { addressSchema, placeSchema, refundSchema } from '../core/marketplace.ts';
import type { Marketplace } from '../core/marketplace.ts';
import { createRandom } from '../core/random.ts';
import { drawBasket } from '../scenario/basket.ts';
import { createMintedMoments } from './minted-moments.ts';
import { numberOf } from './routes.ts';
import type { ControlDeps, Route } from './routes.ts';

const MAX_LIST = 1000;
/** Buyers of minted orders are strangers, each of them new, so that recipients are unique. */
const FIRST_STRANGER = 1_000_000;

const channel = z.enum(['DY', 'WX']);
const manySchema = placeSchema.extend({ channel, count: z.int().positive().max(5000).default(1) });
const mintSchema = z.object({
  channel,
  count: z.int().positive().max(50_000),
  seed: z.string().default('mint'),
  lines: placeSchema.shape.lines.optional(),
});
const momentsSchema = z.object({ moments: z.array(z.object({ no: z.string(), afterMs: z.number().nonnegative() })).max(200_000) });
const reasonSchema = z.object({ reason: z.string().default('不想要了') });

/** What buyers do, one or hundreds at a time. */
export function ordersRoutes({ context, marketplaces }: ControlDeps): readonly Route[] {
  let nextStranger = FIRST_STRANGER;

  const marketOf = (wanted: 'DY' | 'WX'): Marketplace => {
    const market = marketplaces.find((one) => one.channel === wanted);
    if (market === undefined)
      throw new z.ZodError([{ code: 'custom', path: ['channel'], message: `no shop of channel ${wanted}`, input: wanted }]);
    return market;
  };

  const marketWith = (no: string): Marketplace | undefined => marketplaces.find((market) => market.has(no));
  const moments = createMintedMoments(marketWith);

  /** 404 for a number that no platform knows; else the deed, then the platform's view. */
  const deed = (name: string, about: string, run: (market: Marketplace, no: string, body: unknown) => unknown): Route => ({
    method: 'POST',
    path: new RegExp(`^/orders/(\\d+)/${name}$`),
    about: `POST /control/orders/{no}/${name} ${about}`,
    run: ({ params, body }) => {
      const no = params[0] ?? '';
      const market = marketWith(no);
      if (market === undefined) return undefined;
      const result = run(market, no, body);
      return { no, ...(typeof result === 'string' ? { afterSaleId: result } : {}), order: market.view(no) };
    },
  });

  return [
    {
      method: 'POST',
      path: /^\/orders$/,
      about:
        'POST /control/orders {channel, lines: [{sku, quantity}], gifts, buyer, address, pay, push, lateMs, at, words, plain, preSale, count}: {orders: [no]}',
      run: ({ body }) => {
        const { channel: wanted, count, ...order } = manySchema.parse(body);
        const market = marketOf(wanted);
        return { orders: Array.from({ length: count }, () => market.place(order)) };
      },
    },
    {
      method: 'POST',
      path: /^\/mint$/,
      about: 'POST /control/mint {channel, count, seed, lines}: paid orders whose signed pushes are handed out instead of sent',
      run: ({ body }) => {
        const { channel: wanted, count, seed, lines } = mintSchema.parse(body);
        const random = createRandom(`mint/${seed}`);
        const firstBuyer = nextStranger;
        nextStranger += count;
        return {
          pushes: marketOf(wanted).mint({
            count,
            seed,
            firstBuyer,
            lines: () => lines ?? drawBasket(context.world.products, random, () => Infinity),
          }),
        };
      },
    },
    {
      method: 'POST',
      path: /^\/mint\/moments$/,
      about: 'POST /control/mint/moments {moments: [{no, afterMs}]}: when the pushes of minted orders leave, counted from the first',
      run: ({ body }) => {
        const { moments: expected } = momentsSchema.parse(body);
        moments.expect(expected);
        return { expected: expected.length };
      },
    },
    {
      method: 'POST',
      path: /^\/mint\/begin$/,
      about: 'POST /control/mint/begin: the first of those pushes leaves now',
      run: () => ({ expected: moments.begin() }),
    },
    {
      method: 'GET',
      path: /^\/orders$/,
      about: 'GET /control/orders?after=&limit=&channel=: newest changes first, changed since after (unix seconds)',
      run: ({ query }) => {
        const limit = Math.min(MAX_LIST, numberOf(query, 'limit', 50));
        const wanted = query.get('channel');
        const orders = marketplaces
          .filter((market) => wanted === null || market.channel === wanted)
          .flatMap((market) => market.recent(numberOf(query, 'after', 0), limit))
          .sort((a, b) => b.updateTime - a.updateTime)
          .slice(0, limit);
        return { orders };
      },
    },
    {
      method: 'GET',
      path: /^\/orders\/(\d+)$/,
      about: "GET /control/orders/{no}: the platform's own view, receiver in plain",
      run: ({ params }) => marketWith(params[0] ?? '')?.view(params[0] ?? ''),
    },
    deed('pay', '', (market, no) => market.pay(no)),
    deed('cancel', '{reason}', (market, no, body) => market.cancel(no, reasonSchema.parse(body).reason)),
    deed('refund', '{reason, instant, withReturn}: the whole order', (market, no, body) =>
      market.refund(no, refundSchema.omit({ lines: true }).parse(body)),
    ),
    deed('refund-lines', '{lines: [1, ...], reason, instant, withReturn}', (market, no, body) =>
      market.refund(no, refundSchema.required({ lines: true }).parse(body)),
    ),
    deed('change-address', '{name, phone, district, detail}', (market, no, body) => market.changeAddress(no, addressSchema.parse(body))),
  ];
}
