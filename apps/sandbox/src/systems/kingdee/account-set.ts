import { z } from 'zod';
import type { World } from '../../core/world.ts';
import { BillFault, type FieldFault } from './model.ts';

/** What a bookkeeper has set up, besides the bills themselves. */
export interface AccountSet {
  readonly accountBook: string;
  readonly orgNumber: string;
  readonly accounts: Set<string>;
  readonly currencies: ReadonlySet<string>;
  readonly voucherGroups: ReadonlySet<string>;
  readonly billTypes: ReadonlySet<string>;
  /** Null: every customer, material is known. Else only these. */
  customers: Set<string> | null;
  materials: Set<string> | null;
  /** `yyyy-MM`: this period and all before it are closed; '' for none. */
  closedThrough: string;
}

export const openAccountSet = (world: World): AccountSet => ({
  accountBook: world.erp.accountBook,
  orgNumber: world.erp.orgNumber,
  accounts: new Set([...Object.values(world.erp.accounts), '1001', '1002', '1405', '6401', '6601.01', '2203']),
  currencies: new Set(['PRE001']),
  voucherGroups: new Set(['PRE001', 'PRE002', 'PRE003', 'PRE004']),
  billTypes: new Set(['YSD01_SYS', 'YSD02_SYS', 'YSD04_SYS']),
  customers: null,
  materials: null,
  closedThrough: '',
});

export const accountSetChange = z.object({
  addAccounts: z.array(z.string()).default([]),
  removeAccounts: z.array(z.string()).default([]),
  closedThrough: z.union([z.literal(''), z.string().regex(/^\d{4}-\d{2}$/)]).optional(),
  customers: z.array(z.string()).nullable().optional(),
  materials: z.array(z.string()).nullable().optional(),
});

export function changeAccountSet(set: AccountSet, change: z.infer<typeof accountSetChange>): void {
  for (const account of change.addAccounts) set.accounts.add(account);
  for (const account of change.removeAccounts) set.accounts.delete(account);
  if (change.closedThrough !== undefined) set.closedThrough = change.closedThrough;
  if (change.customers !== undefined) set.customers = change.customers && new Set(change.customers);
  if (change.materials !== undefined) set.materials = change.materials && new Set(change.materials);
}

/** Gathers every fault of a bill, since the real answer lists them all. */
export class Faults {
  readonly #found: FieldFault[] = [];

  add(field: string, message: string): void {
    this.#found.push({ field, message });
  }

  need(isFine: boolean, field: string, message: string): void {
    if (!isFine) this.add(field, message);
  }

  throwIfAny(): void {
    if (this.#found.length > 0) throw new BillFault(this.#found);
  }
}
