import type { StockDoor } from './door.ts';
import type { Call, Deed } from './history.ts';

export const DROP = 'DROP-100';
export const DROP_UNITS = 100;
const SKUS = 40;

/** Half of the SKUs run out under way. */
export function shelvesFor(operations: number): ReadonlyMap<string, number> {
  const scarce = Math.max(20, Math.round(operations / 250));
  const shelves = new Map(Array.from({ length: SKUS }, (_, nth) => [skuOf(nth), nth % 2 === 0 ? scarce : scarce * 50] as const));
  return shelves.set(DROP, DROP_UNITS);
}

/** One order after the other, each with a fate of its own, until so many calls are answered in all. */
export async function buyUntil(door: StockDoor, wish: { readonly buyer: number; readonly operations: number }): Promise<void> {
  for (let nth = 0; door.answered() < wish.operations; nth += 1) await buyOnce(door, `o-${wish.buyer}-${nth}`);
}

async function buyOnce(door: StockDoor, orderId: string): Promise<void> {
  const sku = skuOf(Math.floor(Math.random() * SKUS));
  const quantity = 1 + Math.floor(Math.random() * 3);
  const ask = (deed: Deed, claimId: string, units = quantity): Promise<string> =>
    door.ask({ deed, claimId, orderId, sku, quantity: units } satisfies Call);
  if ((await ask('RESERVE', `r-${orderId}`)) !== 'GRANTED') return;
  // Impatient callers ask again, and careless ones use the id for something else.
  if (Math.random() < 0.1) await ask('RESERVE', `r-${orderId}`);
  if (Math.random() < 0.05) await ask('REUSE', `r-${orderId}`, quantity + 1);
  const fate = Math.random();
  if (fate < 0.4) await ask('ALLOCATE', `a-${orderId}`);
  if (fate < 0.15) await ask('TAKE_BACK', `t-${orderId}`);
  const end = Math.random();
  // The rest is left to expire.
  if (end < 0.55) await ask('RELEASE', `b-${orderId}`);
  else if (end < 0.7) await ask('PAY', `p-${orderId}`);
}

/** The drop: everybody wants one of the few at the same moment. */
export async function rushForDrop(door: StockDoor, buyers: number): Promise<void> {
  await Promise.all(
    Array.from({ length: buyers }, async (_, nth) => {
      const call = { orderId: `d-${nth}`, sku: DROP, quantity: 1 } as const;
      const answer = await door.ask({ ...call, deed: 'RESERVE', claimId: `r-d-${nth}` });
      // Who won pays: the unit is sold.
      if (answer === 'GRANTED') await door.ask({ ...call, deed: 'PAY', claimId: `p-d-${nth}` });
    }),
  );
}

function skuOf(nth: number): string {
  return `SKU-${String(nth).padStart(2, '0')}`;
}
