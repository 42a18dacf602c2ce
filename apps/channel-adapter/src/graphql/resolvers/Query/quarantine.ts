import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import type { ChannelContext } from '../../context.ts';

const LIST = 'quarantine:oldest';

export async function quarantine(
  _root: unknown,
  args: { readonly first?: number | null; readonly after?: string | null; readonly shopId?: string | null },
  context: ChannelContext,
): Promise<object> {
  const size = pageSize(args.first, 200);
  const key = args.after == null ? undefined : decodeCursor(LIST, args.after, 2);
  const after = key === undefined ? undefined : { quarantinedAt: new Date(String(key[0])), id: String(key[1]) };
  const { rows, total } = await context.queries.quarantine({ size, after, shopId: args.shopId ?? undefined });
  const page = connection({ list: LIST, rows, size, keyOf: (row) => [row.quarantinedAt.toISOString(), row.id], nodeOf: (row) => row });
  return { nodes: page.nodes, pageInfo: page.pageInfo, totalCount: total };
}
