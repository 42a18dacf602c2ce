import { startImport } from '../../../application/history/start-import.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { importRefused } from '../../import-refused.ts';

interface StartInput {
  readonly importId: string;
  readonly shopId?: string | null;
  readonly newShop?: { readonly channel: string; readonly name: string } | null;
  readonly columns?: readonly { readonly index: number; readonly field: string }[] | null;
}

export async function startHistoryImport(_root: unknown, args: { readonly input: StartInput }, context: ChannelContext): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const { importId, shopId, newShop, columns } = args.input;
  const outcome = await startImport(context.history, {
    importId,
    shopId: shopId ?? '',
    newShop: newShop ?? undefined,
    columns: columns ?? undefined,
    account: context.viewer.account,
  });
  if (typeof outcome === 'string') return importRefused(outcome);
  context.wakeImports();
  return { __typename: 'HistoryImportStarted', import: outcome };
}
