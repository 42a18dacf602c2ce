import type { Decision } from '../../../domain/work-item-deeds.ts';
import type { TowerContext } from '../../context.ts';
import { answerDeedOnOne } from '../../work-item-answers.ts';

export function decideConflict(
  _parent: unknown,
  args: { readonly id: string; readonly decision: Decision; readonly note: string },
  context: TowerContext,
) {
  return answerDeedOnOne(context, args.id, { kind: 'DECIDE', decision: args.decision, note: args.note });
}
