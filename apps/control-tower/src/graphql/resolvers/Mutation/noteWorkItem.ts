import type { TowerContext } from '../../context.ts';
import { answerDeedOnOne } from '../../work-item-answers.ts';

export function noteWorkItem(_parent: unknown, args: { readonly id: string; readonly text: string }, context: TowerContext) {
  return answerDeedOnOne(context, args.id, { kind: 'NOTE', text: args.text });
}
