import { loader } from '@orderloom/subgraph';
import type { QuarantineRow } from '../../persistence/reads.mapping.ts';
import type { ChannelContext } from '../context.ts';

const entries = loader((ids: readonly string[], context: ChannelContext) => context.queries.quarantined(ids));

export const QuarantinedPayload = {
  __resolveReference: ({ id }: { readonly id: string }, context: ChannelContext): Promise<QuarantineRow | undefined> =>
    entries(context).load(id),
  platformOrderNo: (row: QuarantineRow): string | null => row.platformOrderNo || null,
  field: (row: QuarantineRow): string | null => row.field || null,
  rawRef: (row: QuarantineRow, _args: unknown, context: ChannelContext): string => context.replay.archive.refOf(row.rawId),
};
