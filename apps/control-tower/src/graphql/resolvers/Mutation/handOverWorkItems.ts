import type { TowerContext } from '../../context.ts';
import { answerDeed } from '../../work-item-answers.ts';

export function handOverWorkItems(_parent: unknown, args: { readonly ids: readonly string[]; readonly to: string }, context: TowerContext) {
  return answerDeed(context, args.ids, { kind: 'HAND_OVER', to: args.to });
}
