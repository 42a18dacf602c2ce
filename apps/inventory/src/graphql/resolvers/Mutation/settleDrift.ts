import { hasRole } from '@orderloom/subgraph';
import { DriftNotFound, DriftNotOpen, SettlementRefused } from '../../../application/settle-drift.ts';
import type { InventoryContext } from '../../context.ts';
import { drifts } from '../../loaders.ts';

interface Input {
  readonly id: string;
  readonly cause: string;
  readonly note: string;
}

export function settleDrift(_: unknown, { input }: { readonly input: Input }, context: InventoryContext) {
  return outcome(context, input.id, () => context.settleDrift({ ...input, account: context.viewer.account }));
}

export function reopenDrift(_: unknown, { id }: { readonly id: string }, context: InventoryContext) {
  return outcome(context, id, () => context.reopenDrift({ id, account: context.viewer.account }));
}

async function outcome(context: InventoryContext, id: string, act: () => Promise<void>) {
  if (!hasRole(context.viewer, 'operations', 'supply', 'warehouse')) {
    return { __typename: 'RepairNotAllowed', code: 'NOT_ALLOWED', message: 'This account may not settle stock.' };
  }
  try {
    await act();
    return { __typename: 'DriftSettled', drift: await drifts(context).load(id) };
  } catch (error) {
    if (error instanceof DriftNotOpen) {
      return { __typename: 'DriftNotOpen', code: error.code, message: error.message, drift: await drifts(context).load(id) };
    }
    if (error instanceof DriftNotFound) return { __typename: 'DriftNotFound', code: error.code, message: error.message };
    if (error instanceof SettlementRefused) return { __typename: 'SettlementRefused', code: error.code, message: error.message };
    throw error;
  }
}
