import { hasRole } from '@orderloom/subgraph';
import { replayDeadLetter as replay } from '../../../application/replay-dead-letter.ts';
import type { TowerContext } from '../../context.ts';

export async function replayDeadLetter(_parent: unknown, args: { readonly id: string }, context: TowerContext) {
  if (!hasRole(context.viewer, 'operations')) {
    return { __typename: 'TowerNotAllowed', code: 'NOT_ALLOWED', message: 'Only operations may replay a dead letter.' };
  }
  const started = await replay(context.replay, { deadLetterId: args.id, account: context.viewer.account });
  return started
    ? { __typename: 'DeadLetterReplayStarted', id: args.id }
    : { __typename: 'DeadLetterNotFound', code: 'DEAD_LETTER_NOT_FOUND', message: 'No open dead letter has this id.' };
}
