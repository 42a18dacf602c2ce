import { pageSize } from '@orderloom/subgraph';
import type { ImportJob } from '../../../application/history/ports.ts';
import type { ChannelContext } from '../../context.ts';

export function historyImports(
  _root: unknown,
  args: { readonly first?: number | null },
  context: ChannelContext,
): Promise<readonly ImportJob[]> {
  return context.history.jobs.list(pageSize(args.first, 100));
}
