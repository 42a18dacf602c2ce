import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { WorkItem } from '../../../persistence/work-item.mapping.ts';
import type { TowerContext } from '../../context.ts';
import { isAbsent } from '../../absent.ts';

const LIST = 'work-items:due';

export async function workItems(
  _parent: unknown,
  args: { readonly pool?: string | null; readonly first?: number | null; readonly after?: string | null },
  context: TowerContext,
) {
  const size = pageSize(args.first, 200);
  const after = isAbsent(args.after) ? undefined : decodeCursor(LIST, args.after, 2);
  const open = { closedAt: null, ...(isAbsent(args.pool) ? {} : { pool: args.pool }) };
  const due = after === undefined ? undefined : new Date(after[0] ?? 0);
  const behind = due === undefined ? {} : { $or: [{ dueAt: { $gt: due } }, { dueAt: due, id: { $gt: String(after?.[1]) } }] };
  const [rows, totalCount] = await Promise.all([
    context.em.find(WorkItem, { ...open, ...behind }, { orderBy: { dueAt: 'asc', id: 'asc' }, limit: size + 1 }),
    context.em.fork().count(WorkItem, open),
  ]);
  return {
    ...connection<WorkItem>({ list: LIST, rows, size, keyOf: (row) => [row.dueAt.toISOString(), row.id], nodeOf: (row) => row }),
    totalCount,
  };
}
