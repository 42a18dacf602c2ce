import type { ChannelContext } from '../../context.ts';

export function shops(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly object[]> {
  return context.queries.shops();
}
