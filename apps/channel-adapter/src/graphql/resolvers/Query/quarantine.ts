import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { kindOf, mappingName, shopIdsOf } from '../../../application/mapping-samples.ts';
import type { ChannelContext } from '../../context.ts';

const LIST = 'quarantine:oldest';

interface Args {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly shopId?: string | null;
  readonly system?: string | null;
}

export async function quarantine(_root: unknown, { first, after: cursor, shopId, system }: Args, context: ChannelContext): Promise<object> {
  const size = pageSize(first, 200);
  const key = cursor == null ? undefined : decodeCursor(LIST, cursor, 2);
  const after = key === undefined ? undefined : { quarantinedAt: new Date(String(key[0])), id: String(key[1]) };
  const name = system == null ? undefined : mappingName(system);
  const ofSystem = name === undefined ? undefined : shopIdsOf(context.replay, name);
  const shopIds = shopId == null ? ofSystem : [shopId].filter((id) => ofSystem?.includes(id) ?? true);
  const kind = name === undefined ? undefined : kindOf(name) === 'order' ? 'ORDER' : 'REFUND';
  const { rows, total } = await context.queries.quarantine({ size, after, shopIds, kind });
  const page = connection({ list: LIST, rows, size, keyOf: (row) => [row.quarantinedAt.toISOString(), row.id], nodeOf: (row) => row });
  return { nodes: page.nodes, pageInfo: page.pageInfo, totalCount: total };
}
