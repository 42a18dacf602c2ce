import { heldOf, kindOf, shopIdsOf, systemOf } from '../../../application/mapping-samples.ts';
import type { ChannelContext } from '../../context.ts';

export async function mappingSystems(_root: unknown, _args: unknown, context: ChannelContext): Promise<readonly object[]> {
  const systems = [...new Set([...context.replay.channels.values()].map(({ shop }) => shop.system))].toSorted();
  const names = systems.flatMap((system) => [`${system}-order`, `${system}-refund`]);
  const found = await Promise.all(
    names.map(async (name) => {
      const mapping = await context.replay.mappings.published(name);
      if (mapping === undefined) return [];
      const kind = kindOf(name);
      const system = systemOf(name);
      const held = (await heldOf(context.replay, name)).length;
      const { version, publishedAt, publishedBy } = mapping;
      const shown = { name: kind === 'order' ? system : name, system, kind: kind.toUpperCase(), shopIds: shopIdsOf(context.replay, name) };
      return [{ ...shown, version, publishedAt, publishedBy, held }];
    }),
  );
  return found.flat();
}
