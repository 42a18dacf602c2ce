import type { ChannelContext } from '../../context.ts';

export function skuBindings(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly object[]> {
  return context.replay.desk.bindings();
}
