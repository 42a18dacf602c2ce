import { deleteView as remove } from '../../../application/saved-views.ts';
import type { TowerContext } from '../../context.ts';
import { personOf, viewDeps, viewRefusal } from '../../view-answers.ts';

export async function deleteView(_parent: unknown, args: { readonly id: string; readonly version: number }, context: TowerContext) {
  try {
    return { __typename: 'ViewDeleted', id: await remove(viewDeps(context), args, personOf(context)) };
  } catch (error) {
    return viewRefusal(error, context);
  }
}
