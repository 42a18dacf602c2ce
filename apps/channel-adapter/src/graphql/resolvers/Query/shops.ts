import { reachesShop } from '@orderloom/subgraph';
import type { ChannelContext } from '../../context.ts';

export async function shops(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly object[]> {
  const all = await context.queries.shops();
  return all.filter(({ id }) => reachesShop(context.viewer, id));
}
