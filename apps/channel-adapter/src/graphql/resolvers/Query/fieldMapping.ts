import { mappingName } from '../../../application/publish-mapping.ts';
import type { ChannelContext } from '../../context.ts';

export async function fieldMapping(
  _root: unknown,
  { system }: { readonly system: string },
  context: ChannelContext,
): Promise<object | null> {
  return (await context.replay.mappings.published(mappingName(system))) ?? null;
}
