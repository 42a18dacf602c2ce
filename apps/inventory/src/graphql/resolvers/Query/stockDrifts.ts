import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import type { InventoryContext } from '../../context.ts';

interface Args {
  readonly open?: boolean | null;
  readonly warehouseId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export async function stockDrifts(_: unknown, args: Args, context: InventoryContext) {
  const size = pageSize(args.first);
  const wish = { open: args.open ?? true, warehouseId: args.warehouseId ?? undefined };
  const after = args.after == null ? undefined : decodeCursor('drifts', args.after, 2);
  const [rows, totalCount] = await Promise.all([
    context.ledger.drifts({ ...wish, size: size + 1, after: after && [String(after[0]), String(after[1])] }),
    context.ledger.countDrifts(wish),
  ]);
  const keyOf = (row: (typeof rows)[number]) => [row.countedAt.toISOString(), row.id];
  return { ...connection({ list: 'drifts', rows, size, keyOf, nodeOf: (row) => row }), totalCount };
}
