import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openOutside, type Outside } from './open-outside.ts';
import { callQimen, orderXml } from './qimen-order.ts';

const sku = 'POT-YIXING';
const warehouse = 'WH-HZ';
const stateSchema = z.object({
  stock: z.array(
    z.object({
      warehouse: z.string(),
      sku: z.string(),
      type: z.string(),
      free: z.number(),
      locked: z.number(),
      frozen: z.number(),
      missing: z.number(),
    }),
  ),
});
const orderSchema = z.object({
  stage: z.string(),
  lines: z.array(z.object({ planQty: z.number() })),
  parcels: z.array(z.object({ outBizCode: z.string(), items: z.array(z.object({ quantity: z.number() })) })),
});

type Deed =
  | { readonly kind: 'create'; readonly quantity: number }
  | { readonly kind: 'cancel' | 'pack' | 'ship'; readonly nth: number }
  | { readonly kind: 'adjust' | 'lose' | 'freeze'; readonly quantity: number };

const nth = fc.nat({ max: 7 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), quantity: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'pack' as const, 'ship' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('adjust' as const), quantity: fc.integer({ min: -2, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const), quantity: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('freeze' as const), quantity: fc.integer({ min: -2, max: 2 }) }) },
);

let outside: Outside;
let serial = 0;
beforeAll(async () => {
  outside = await openOutside();
  outside.listener.answer = () => ({ status: 200, body: '<response><flag>success</flag></response>' });
});
afterAll(() => outside.close());

const bookedBy = (): number =>
  outside.sandbox.context.ledger
    .read({ system: 'qimen', kind: 'stock-changed', limit: 100_000 })
    .filter((entry) => entry.key.startsWith(`${warehouse}|${sku}`))
    .reduce((sum, entry) => sum + z.number().parse(entry.data['quantity']), 0);

describe('the books of a warehouse', () => {
  it('promise exactly what open orders wait for, and lose nothing, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        await outside.command('qimen', 'set-stock', { warehouse, sku, quantity: 8, silent: true });
        const before = await row();
        const codes: string[] = [];
        const booked = bookedBy();
        for (const one of deeds) await perform(one, codes);
        const after = await row();
        const orders = await Promise.all(codes.map(async (code) => orderSchema.parse(await outside.command('qimen', 'order', { code }))));
        const left = (parcels: (typeof orders)[number]['parcels']): number =>
          parcels
            .filter((parcel) => parcel.outBizCode !== '')
            .flatMap((parcel) => parcel.items)
            .reduce((sum, item) => sum + item.quantity, 0);
        const shipped = orders.reduce((sum, order) => sum + left(order.parcels), 0);
        const promised = orders
          .filter((order) => order.stage !== 'cancelled' && order.stage !== 'lacking')
          .reduce((sum, order) => sum + order.lines.reduce((lines, line) => lines + line.planQty, 0) - left(order.parcels), 0);
        expect(after.locked - before.locked).toBe(promised);
        expect(total(after) - total(before)).toBe(bookedBy() - booked - shipped);
        expect(after.missing).toBeGreaterThanOrEqual(0);
        await outside.command('qimen', 'freeze', { warehouse, sku, quantity: -after.frozen });
        for (const code of codes) await cancel(code);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

const total = (stock: { readonly free: number; readonly locked: number; readonly frozen: number }): number =>
  stock.free + stock.locked + stock.frozen;

async function row(): Promise<z.infer<typeof stateSchema>['stock'][number]> {
  const found = stateSchema
    .parse(await outside.state('qimen'))
    .stock.find((one) => one.warehouse === warehouse && one.sku === sku && one.type === 'ZP');
  if (!found) throw new Error('no such row');
  return found;
}

async function cancel(code: string): Promise<void> {
  await callQimen(outside, 'order.cancel', `<request><warehouseCode>${warehouse}</warehouseCode><orderCode>${code}</orderCode></request>`);
}

async function perform(one: Deed, codes: string[]): Promise<void> {
  switch (one.kind) {
    case 'create': {
      serial += 1;
      const code = `P${serial}`;
      await callQimen(
        outside,
        'deliveryorder.create',
        `<request>${orderXml({ code, item: sku, quantity: String(one.quantity) })}</request>`,
      );
      codes.push(code);
      return;
    }
    case 'cancel':
    case 'pack':
    case 'ship': {
      const code = codes[one.nth];
      if (code === undefined) return;
      if (one.kind === 'cancel') await cancel(code);
      else await outside.command('qimen', one.kind === 'pack' ? 'pack-now' : 'ship-now', { code });
      return;
    }
    case 'adjust':
    case 'lose':
    case 'freeze':
      await outside.command('qimen', one.kind, { warehouse, sku, quantity: one.quantity });
  }
}
