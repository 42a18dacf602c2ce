import { OUTSIDE } from '../core/clock.ts';
import { BuyerRefused, placeSchema, refundSchema } from '../core/marketplace.ts';
import type { Marketplace } from '../core/marketplace.ts';
import type { Random, SandboxContext } from '../core/system.ts';
import { drawBasket } from './basket.ts';
import type { ScenarioSettings } from './settings.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** A company buys for a feast: more than any one warehouse is likely to hold. */
const BULK = { from: 400, to: 900 } as const;
/** What a shelf lacks of its books when somebody miscounted. */
const MISSING = { from: 20, to: 60 } as const;

export interface FateDeps {
  readonly context: SandboxContext;
  readonly settings: ScenarioSettings;
  readonly random: Random;
  readonly count: (what: string) => void;
}

/** One buyer: what is bought, and what the buyer does about it afterwards. */
export function liveOneOrder(market: Marketplace, deps: FateDeps): void {
  const { context, settings, random, count } = deps;
  const products = context.world.products;
  const short = random.chance(settings.shares.shortStock);
  const bulk = short && random.chance(0.5);
  const lines = bulk
    ? [{ sku: random.pick(products).sku, quantity: random.int(BULK.from, BULK.to) }]
    : drawBasket(products, random, (sku) => market.sellable(sku));
  if (lines.length === 0) {
    count('sold-out');
    return;
  }
  if (short && !bulk) {
    for (const { sku } of lines)
      context.bus.emit('goods-missing', { sku, warehouseId: null, quantity: random.int(MISSING.from, MISSING.to) });
    count('goods-missing');
  }
  const gift = products.find(({ sku }) => sku.startsWith('CUP-')) ?? products[0];
  const gifts =
    gift !== undefined && random.chance(settings.shares.gift) && !lines.some(({ sku }) => sku === gift.sku)
      ? [{ sku: gift.sku, quantity: 1 }]
      : [];
  const later = random.chance(settings.shares.payLater);
  const no = market.place(placeSchema.parse({ lines, gifts, pay: !later, preSale: !bulk && random.chance(settings.shares.preSale) }));
  count('placed');
  if (bulk) count('bulk');
  if (!later) {
    plan(market, no, deps);
    return;
  }
  // One in five of those who hesitate never pays; the platform closes the order by itself.
  if (random.chance(0.2)) {
    count('never-paid');
    return;
  }
  context.timing.after(random.int(5, 120) * SECOND, () => {
    attempt(deps, 'paid-later', () => market.pay(no));
    plan(market, no, deps);
  });
}

function plan(market: Marketplace, no: string, deps: FateDeps): void {
  const { context, settings, random } = deps;
  const { cancel, refund, addressChange, refundAfterShipping } = settings.shares;
  const later = (from: number, to: number, what: string, run: () => void): void => {
    context.timing.after(random.int(from, to), () => attempt(deps, what, run));
  };
  let draw = random.next();
  const falls = (share: number): boolean => {
    draw -= share;
    return draw < 0;
  };
  if (falls(cancel * 0.6)) later(2 * SECOND, 20 * SECOND, 'cancelled-early', () => market.cancel(no, '不想要了'));
  else if (falls(cancel * 0.4)) later(5 * MINUTE, 40 * MINUTE, 'cancelled-late', () => market.cancel(no, '等太久了'));
  else if (falls(refund * 0.3))
    later(5 * SECOND, MINUTE, 'refunded-quickly', () => void market.refund(no, refundSchema.parse({ instant: true })));
  else if (falls(refund * 0.7))
    later(5 * SECOND, 5 * MINUTE, 'refunded-in-part', () => void market.refund(no, refundSchema.parse({ lines: [1], reason: '多拍了' })));
  else if (falls(addressChange)) later(5 * SECOND, MINUTE, 'address-changed', () => market.changeAddress(no, {}));
  else if (falls(refundAfterShipping)) {
    const withReturn = random.chance(0.6);
    later(
      2 * OUTSIDE.day,
      5 * OUTSIDE.day,
      'refunded-after-shipping',
      () => void market.refund(no, refundSchema.parse({ withReturn, reason: '不喜欢' })),
    );
  }
}

/** What the platform does not allow any more is counted and forgotten, as a buyer would. */
function attempt({ count }: FateDeps, what: string, run: () => void): void {
  try {
    run();
    count(what);
  } catch (error) {
    if (!(error instanceof BuyerRefused)) throw error;
    count(`${what}-refused`);
  }
}
