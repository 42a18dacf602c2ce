import { mappingName } from '../../../application/mapping-samples.ts';
import type { ChannelContext } from '../../context.ts';

export async function fieldMapping(
  _root: unknown,
  { system }: { readonly system: string },
  context: ChannelContext,
): Promise<object | null> {
  return (await context.replay.mappings.published(mappingName(system))) ?? null;
}
