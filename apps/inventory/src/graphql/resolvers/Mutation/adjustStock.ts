import { IdempotencyKeyReused } from '@orderloom/outbox';
import { commandScope, mayAct } from '@orderloom/subgraph';
import { AdjustmentUnusable, BelowPromised, CountStale, SkuMissing, WarehouseMissing } from '../../../domain/adjust-stock.ts';
import type { InventoryContext } from '../../context.ts';
import { stocks } from '../../loaders.ts';

interface Input {
  readonly sku: string;
  readonly warehouseId: string;
  readonly quantity: number;
  readonly basedOn: number;
  readonly reason: string;
  readonly reference?: string | null;
  readonly idempotencyKey: string;
}

export async function adjustStock(_: unknown, { input }: { readonly input: Input }, context: InventoryContext) {
  const { viewer } = context;
  // Stock belongs to no shop: a key for trying out changes none.
  if (viewer.shops !== undefined || !mayAct(viewer, 'operations', 'supply', 'warehouse'))
    return { __typename: 'RepairNotAllowed', code: 'NOT_ALLOWED', message: 'This account or key may not change stock.' };
  try {
    const wish = { ...input, reference: input.reference ?? '', account: viewer.account, scope: commandScope(viewer) };
    const adjusted = await context.adjustStock(wish);
    return { __typename: 'StockAdjusted', ...adjusted, stock: await stocks(context).load(input.sku) };
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown) {
  if (error instanceof AdjustmentUnusable) return { ...told('AdjustmentUnusable', error), field: error.field };
  if (error instanceof CountStale) return { ...told('CountStale', error), onHand: error.onHand };
  if (error instanceof BelowPromised) return { ...told('BelowPromised', error), least: error.least };
  if (error instanceof SkuMissing) return told('SkuUnknown', error);
  if (error instanceof WarehouseMissing) return told('WarehouseUnknown', error);
  if (error instanceof IdempotencyKeyReused) return told('IdempotencyKeyReused', error);
  throw error;
}

function told(typename: string, { code, message }: { readonly code: string; readonly message: string }) {
  return { __typename: typename, code, message };
}
