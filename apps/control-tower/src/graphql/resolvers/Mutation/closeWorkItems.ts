import type { TowerContext } from '../../context.ts';
import { answerDeed } from '../../work-item-answers.ts';

export function closeWorkItems(_parent: unknown, args: { readonly ids: readonly string[]; readonly note: string }, context: TowerContext) {
  return answerDeed(context, args.ids, { kind: 'CLOSE', note: args.note });
}
