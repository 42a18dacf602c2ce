import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { countWorkItems, listWorkItems, type WorkItemFilter } from '../../../persistence/work-item-list.ts';
import type { WorkItem } from '../../../application/ports.ts';
import { isAbsent } from '../../absent.ts';
import type { TowerContext } from '../../context.ts';

interface FilterInput {
  readonly pools?: readonly string[] | null;
  readonly owners?: readonly string[] | null;
  readonly assignee?: string | null;
  readonly overdue?: boolean | null;
  readonly orderId?: string | null;
  readonly search?: string | null;
  readonly closed?: boolean | null;
  readonly set?: string | null;
}

export async function workItems(
  _parent: unknown,
  args: {
    readonly pool?: string | null;
    readonly filter?: FilterInput | null;
    readonly first?: number | null;
    readonly after?: string | null;
  },
  context: TowerContext,
) {
  const { account, shops } = context.viewer;
  const filter = { ...filterOf(args.filter ?? {}, args.pool, account), ...(shops === undefined ? {} : { shops }) };
  const list = filter.closed ? 'work-items:closed' : 'work-items:due';
  const size = pageSize(args.first, 200);
  const after = isAbsent(args.after) ? undefined : decodeCursor(list, args.after, 2);
  const [rows, totalCount] = await Promise.all([
    listWorkItems(context.pool, { filter, now: context.now, limit: size + 1, after }),
    countWorkItems(context.pool, filter, context.now),
  ]);
  const keyOf = (item: WorkItem): readonly string[] => [
    (filter.closed ? (item.closedAt ?? item.dueAt) : item.dueAt).toISOString(),
    item.id,
  ];
  return { ...connection<WorkItem>({ list, rows, size, keyOf, nodeOf: (item) => item }), totalCount };
}

function filterOf(input: FilterInput, pool: string | null | undefined, account: string): WorkItemFilter {
  const pools = isAbsent(pool) ? input.pools : [pool];
  return {
    closed: input.closed ?? false,
    ...(isAbsent(pools) ? {} : { pools }),
    ...(isAbsent(input.owners) ? {} : { owners: input.owners }),
    ...(isAbsent(input.assignee) ? {} : { assignee: input.assignee === 'me' ? account : input.assignee === 'none' ? '' : input.assignee }),
    ...(isAbsent(input.overdue) ? {} : { overdue: input.overdue }),
    ...(isAbsent(input.orderId) ? {} : { orderId: input.orderId }),
    ...(isAbsent(input.search) || input.search.trim() === '' ? {} : { search: input.search.trim() }),
    ...(isAbsent(input.set) ? {} : { set: input.set }),
  };
}
