import type { PublishedMapping } from '../../application/mappings.ts';
import type { MappingRule as Rule } from '../../domain/mapping.ts';
import type { ChannelContext } from '../context.ts';

export const FieldMapping = {
  __resolveReference: async ({ id }: { readonly id: string }, context: ChannelContext): Promise<PublishedMapping | null> => {
    const mapping = await context.replay.mappings.published(id.replace(/@\d+$/, ''));
    return mapping === undefined || `${mapping.name}@${mapping.version}` !== id ? null : mapping;
  },
  id: (mapping: PublishedMapping): string => `${mapping.name}@${mapping.version}`,
  reason: (mapping: PublishedMapping): string | null => mapping.reason || null,
  system: (mapping: PublishedMapping): string => mapping.name.replace(/-(order|refund)$/, ''),
};

export const MappingRule = {
  values: (rule: Rule): readonly object[] | null =>
    rule.values === null ? null : Object.entries(rule.values).map(([name, value]) => ({ name, value })),
};
