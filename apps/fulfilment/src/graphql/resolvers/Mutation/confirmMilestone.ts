import { IdempotencyKeyReused } from '@orderloom/outbox';
import { commandScope, mayAct, reachesShop } from '@orderloom/subgraph';
import { MilestoneUnusable, OrderEnded, OrderUnknown } from '../../../application/confirm-milestone.ts';
import { MilestoneConfirmed, MilestoneOutOfOrder, NotConfirmable, NotMadeToOrder } from '../../../domain/milestones.ts';
import type { FulfilmentContext } from '../../context.ts';

interface Input {
  readonly orderId: string;
  readonly milestone: string;
  readonly happenedAt?: Date | null;
  readonly reference?: string | null;
  readonly idempotencyKey: string;
}

export async function confirmMilestone(_parent: unknown, { input }: { readonly input: Input }, context: FulfilmentContext) {
  const { viewer } = context;
  if (!mayAct(viewer, 'operations', 'warehouse'))
    return { __typename: 'SourcingNotAllowed', code: 'NOT_ALLOWED', message: 'This account may not confirm milestones.' };
  try {
    const { position } = await context.confirmMilestone({
      ...input,
      happenedAt: input.happenedAt ?? undefined,
      reference: input.reference ?? '',
      actor: viewer.account,
      scope: commandScope(viewer),
      reaches: (shopId) => reachesShop(viewer, shopId),
    });
    return { __typename: 'MilestoneNoted', order: { id: input.orderId }, position };
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown) {
  if (error instanceof MilestoneConfirmed) return { ...told('MilestoneAlreadyConfirmed', error), happenedAt: error.happenedAt };
  if (error instanceof MilestoneOutOfOrder) return { ...told('MilestoneOutOfOrder', error), missing: error.missing };
  if (error instanceof MilestoneUnusable) return { ...told('MilestoneUnusable', error), field: error.field };
  if (error instanceof NotConfirmable) return told('MilestoneNotConfirmable', error);
  if (error instanceof NotMadeToOrder) return told('NotMadeToOrder', error);
  if (error instanceof OrderUnknown) return told('OrderNotFound', error);
  if (error instanceof OrderEnded) return told('AlreadyEnded', error);
  if (error instanceof IdempotencyKeyReused) return told('IdempotencyKeyReused', error);
  throw error;
}

function told(typename: string, { code, message }: { readonly code: string; readonly message: string }) {
  return { __typename: typename, code, message };
}
