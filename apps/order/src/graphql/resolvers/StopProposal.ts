import { stopAnswerMs } from '../../domain/cancel-order.ts';
import type { StopProposal as Stop } from '../../domain/order.ts';

export const StopProposal = {
  dueAt: ({ proposedAt }: Stop) => new Date(proposedAt.getTime() + stopAnswerMs),
};
