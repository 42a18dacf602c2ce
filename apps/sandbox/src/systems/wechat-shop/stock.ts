import { z } from 'zod';
import type { SandboxContext } from '../../core/system.ts';

const FIRST_LISTING = 500;

const record = z.object({ t: z.literal('stock'), skuId: z.string(), num: z.int() });

/** Deducted on order and given back only when an unpaid order is closed; a paid refund restores nothing. */
export interface Stock {
  get(skuId: string): number | undefined;
  /** False when it would go below zero. */
  add(skuId: string, by: number): boolean;
  /** Buyers who were let in beyond the listing leave it at zero. */
  deduct(skuId: string, quantity: number): void;
  all(): readonly { readonly skuId: string; readonly num: number }[];
  restore(kept: unknown): boolean;
  reset(): void;
}

export function createStock(context: SandboxContext, system: string, skuIds: readonly string[]): Stock {
  const known = new Map<string, number>();
  const list = (): void => {
    for (const skuId of skuIds) known.set(skuId, FIRST_LISTING);
  };
  list();
  const set = (skuId: string, num: number): void => {
    known.set(skuId, num);
    context.journal.write(system, { t: 'stock', skuId, num });
  };
  return {
    get: (skuId) => known.get(skuId),
    add(skuId, by) {
      const now = known.get(skuId);
      if (now === undefined || now + by < 0) return false;
      set(skuId, now + by);
      return true;
    },
    deduct(skuId, quantity) {
      const now = known.get(skuId);
      if (now !== undefined) set(skuId, Math.max(0, now - quantity));
    },
    all: () => [...known].map(([skuId, num]) => ({ skuId, num })),
    restore(kept) {
      const parsed = record.safeParse(kept);
      if (parsed.success) known.set(parsed.data.skuId, parsed.data.num);
      return parsed.success;
    },
    reset: list,
  };
}
