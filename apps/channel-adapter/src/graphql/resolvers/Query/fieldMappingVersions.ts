import { mappingName } from '../../../application/mapping-samples.ts';
import type { ChannelContext } from '../../context.ts';

export function fieldMappingVersions(
  _root: unknown,
  { system }: { readonly system: string },
  context: ChannelContext,
): Promise<readonly object[]> {
  return context.replay.desk.versions(mappingName(system));
}
