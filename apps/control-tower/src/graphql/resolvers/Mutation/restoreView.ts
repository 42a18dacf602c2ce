import { restoreView as restore } from '../../../application/saved-views.ts';
import type { TowerContext } from '../../context.ts';
import { personOf, shownView, viewDeps, viewRefusal } from '../../view-answers.ts';

export async function restoreView(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  try {
    const view = await restore(viewDeps(context), args.id, personOf(context));
    return { __typename: 'ViewSaved', view: shownView(view, context), previous: null };
  } catch (error) {
    return viewRefusal(error, context);
  }
}
