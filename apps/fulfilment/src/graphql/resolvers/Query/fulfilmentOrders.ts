import { DomainError } from '@orderloom/domain-kernel';
import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { statusesOf } from '../../../domain/warehouse-steps.ts';
import type { FulfilmentContext } from '../../context.ts';
import { fulfilmentOrders as byId, warehouses } from '../../loaders.ts';

interface Args {
  readonly filter: { readonly warehouseId?: string | null; readonly step?: string | null; readonly day?: string | null };
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The filter names no step or no day that there is. */
export class FilterRefused extends DomainError {
  readonly code = 'BAD_FILTER';
}

export async function fulfilmentOrders(_parent: unknown, { filter, ...args }: Args, context: FulfilmentContext) {
  const size = pageSize(args.first ?? 100);
  const wish = { warehouseId: filter.warehouseId ?? undefined, step: filter.step ?? undefined, day: filter.day ?? undefined };
  if (wish.day === undefined && statusesOf(wish.step) === undefined) throw new FilterRefused(`No step is called ${wish.step}.`);
  if (wish.day !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(wish.day) || Number.isNaN(Date.parse(wish.day))))
    throw new FilterRefused('A day is YYYY-MM-DD.');
  const list = wish.day === undefined ? 'fulfilment-live' : 'fulfilment-left';
  const after = args.after == null ? undefined : decodeCursor(list, args.after, 2);
  const [rows, totalCount] = await Promise.all([
    context.warehousePage.list({ ...wish, size: size + 1, after: after && [String(after[0]), String(after[1])] }),
    context.warehousePage.count(wish),
  ]);
  const keyOf = (row: (typeof rows)[number]) => [row.at.toISOString(), row.id];
  return { ...connection({ list, rows, size, keyOf, nodeOf: (row) => byId(context).load(row.id) }), totalCount };
}

export async function warehouse(_parent: unknown, { id }: { readonly id: string }, context: FulfilmentContext) {
  return (await warehouses(context).load(id)) ?? null;
}
