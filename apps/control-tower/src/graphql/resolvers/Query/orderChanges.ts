import { decodeCursor, encodeCursor, pageSize } from '@orderloom/subgraph';
import { FilterRefused } from '../../../application/order-filter.ts';
import { placeSince, readChanges, type ChangePlace } from '../../../persistence/order-changes.ts';
import { isAbsent } from '../../absent.ts';
import type { TowerContext } from '../../context.ts';

export interface OrderChangesArgs {
  readonly after?: string | null;
  readonly changedSince?: Date | null;
  readonly first?: number | null;
}

const list = 'orders:changed';

export async function orderChanges(_parent: unknown, args: OrderChangesArgs, context: TowerContext) {
  const size = pageSize(args.first, 200);
  if (!isAbsent(args.after) && !isAbsent(args.changedSince))
    throw new FilterRefused('A page goes on from a cursor or begins at a time, not both.');
  const after = await placeOf(args, context);
  const rows = await readChanges(context.pool, { after, limit: size + 1, shops: context.viewer.shops });
  const nodes = rows.slice(0, size);
  const end = nodes.at(-1)?.place ?? after;
  return { nodes, pageInfo: { hasNextPage: rows.length > size, endCursor: encodeCursor(list, [end.xid, end.id]) } };
}

async function placeOf({ after, changedSince }: OrderChangesArgs, context: TowerContext): Promise<ChangePlace> {
  if (!isAbsent(after)) {
    const [xid, id] = decodeCursor(list, after, 2);
    if (!/^\d{1,19}$/.test(String(xid))) throw new FilterRefused('The cursor does not belong to this list.');
    return { xid: String(xid), id: String(id) };
  }
  return isAbsent(changedSince) ? { xid: '0', id: '' } : placeSince(context.pool, changedSince);
}
