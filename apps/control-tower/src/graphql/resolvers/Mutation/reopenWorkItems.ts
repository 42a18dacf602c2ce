import type { TowerContext } from '../../context.ts';
import { answerDeed } from '../../work-item-answers.ts';

export function reopenWorkItems(_parent: unknown, args: { readonly ids: readonly string[] }, context: TowerContext) {
  return answerDeed(context, args.ids, { kind: 'REOPEN' });
}
