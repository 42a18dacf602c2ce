import type { TowerContext } from '../../context.ts';
import { answerDeed } from '../../work-item-answers.ts';

export function giveBackWorkItems(_parent: unknown, args: { readonly ids: readonly string[] }, context: TowerContext) {
  return answerDeed(context, args.ids, { kind: 'GIVE_BACK' });
}
