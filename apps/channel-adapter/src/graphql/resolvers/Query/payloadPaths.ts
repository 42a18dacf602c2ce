import { mappingName } from '../../../application/mapping-samples.ts';
import { payloadPaths as readPaths } from '../../../application/suggest-mapping.ts';
import type { ChannelContext } from '../../context.ts';

export async function payloadPaths(
  _root: unknown,
  { system, sinceVersion }: { readonly system: string; readonly sinceVersion?: number | null },
  context: ChannelContext,
): Promise<readonly object[]> {
  const versions = await context.replay.desk.versions(mappingName(system));
  const [published] = versions;
  if (published === undefined) return [];
  const since = versions.find(({ version }) => version === sinceVersion) ?? published;
  return readPaths(context.replay, published, since.publishedAt);
}
