import type { ImportJob } from '../../../application/history/ports.ts';
import type { ChannelContext } from '../../context.ts';

export async function historyImport(_root: unknown, args: { readonly id: string }, context: ChannelContext): Promise<ImportJob | null> {
  return (await context.history.jobs.read(args.id)) ?? null;
}
