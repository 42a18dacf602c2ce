import { z } from 'zod';
import type { SandboxContext } from '../../core/system.ts';

/** Listed quantity of a product nobody has written stock for yet. */
const FIRST_LISTING = 500;

const levels = z.object({ skuId: z.string(), stock: z.int(), prehold: z.int() });
const record = z.discriminatedUnion('t', [
  z.object({ t: z.literal('stock'), levels }),
  z.object({ t: z.literal('stock-key'), key: z.string() }),
]);

/** What the platform lets buyers buy. Deducted on payment (reduce_type 2); an unpaid order is a prehold. */
export interface Stock {
  get(skuId: string): z.infer<typeof levels> | undefined;
  /** False when the platform would go below zero; nothing is changed then. */
  set(skuId: string, stock: number): boolean;
  hold(skuId: string, quantity: number): void;
  unhold(skuId: string, quantity: number): void;
  /** Buyers who were let in beyond the listing leave it at zero. */
  deduct(skuId: string, quantity: number): void;
  useKey(key: string): 'first' | 'used';
  all(): readonly z.infer<typeof levels>[];
  restore(kept: unknown): boolean;
  reset(): void;
}

export function createStock(context: SandboxContext, system: string, skuIds: readonly string[]): Stock {
  const known = new Map<string, z.infer<typeof levels>>();
  const keys = new Set<string>();
  const list = (): void => {
    known.clear();
    keys.clear();
    for (const skuId of skuIds) known.set(skuId, { skuId, stock: FIRST_LISTING, prehold: 0 });
  };
  list();

  const change = (skuId: string, by: { readonly stock?: number; readonly prehold?: number }): void => {
    const now = known.get(skuId);
    if (now === undefined) return;
    const next = { skuId, stock: Math.max(0, now.stock + (by.stock ?? 0)), prehold: Math.max(0, now.prehold + (by.prehold ?? 0)) };
    known.set(skuId, next);
    context.journal.write(system, { t: 'stock', levels: next });
  };

  return {
    get: (skuId) => known.get(skuId),
    set(skuId, stock) {
      const now = known.get(skuId);
      if (now === undefined || stock < 0) return false;
      change(skuId, { stock: stock - now.stock });
      return true;
    },
    hold: (skuId, quantity) => change(skuId, { prehold: quantity }),
    unhold: (skuId, quantity) => change(skuId, { prehold: -quantity }),
    deduct: (skuId, quantity) => change(skuId, { stock: -quantity }),
    useKey(key) {
      if (keys.has(key)) return 'used';
      keys.add(key);
      context.journal.write(system, { t: 'stock-key', key });
      return 'first';
    },
    all: () => [...known.values()],
    restore(kept) {
      const parsed = record.safeParse(kept);
      if (!parsed.success) return false;
      if (parsed.data.t === 'stock') known.set(parsed.data.levels.skuId, parsed.data.levels);
      else keys.add(parsed.data.key);
      return true;
    },
    reset: list,
  };
}
