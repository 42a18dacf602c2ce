import { wishUndo } from '../../../application/history/start-import.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { importRefused } from '../../import-refused.ts';

export async function undoHistoryImport(_root: unknown, args: { readonly importId: string }, context: ChannelContext): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const outcome = await wishUndo(context.history, args.importId, context.viewer.account);
  if (typeof outcome === 'string') return importRefused(outcome);
  context.wakeImports();
  return { __typename: 'HistoryImportUndone', import: outcome };
}
