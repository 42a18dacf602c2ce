import { unboundSkus as readUnbound } from '../../../application/suggest-mapping.ts';
import type { ChannelContext } from '../../context.ts';

export function unboundSkus(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly object[]> {
  return readUnbound(context.replay);
}
