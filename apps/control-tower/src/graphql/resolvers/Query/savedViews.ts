import { readViews } from '../../../persistence/saved-views.ts';
import type { TowerContext } from '../../context.ts';
import { shownView } from '../../view-answers.ts';

export async function savedViews(_parent: unknown, args: { readonly place?: string | null }, context: TowerContext) {
  const views = await readViews(context.pool, args.place ?? 'orders', context.viewer.account);
  return views.map((view) => shownView(view, context));
}
