import { mappingSuggestions } from '../../../application/suggest-mapping.ts';
import type { ChannelContext } from '../../context.ts';

export function wireSuggestions(
  _root: unknown,
  { system }: { readonly system: string },
  context: ChannelContext,
): Promise<readonly object[]> {
  return mappingSuggestions(context.replay, system);
}
