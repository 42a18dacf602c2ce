import type { DecisionRow } from '../../persistence/fulfilment.mapping.ts';
import { candidatesOf } from '../../persistence/weighed.ts';
import type { FulfilmentContext } from '../context.ts';
import { decisions, rulesByVersion } from '../loaders.ts';

export const SourcingDecision = {
  __resolveReference: (reference: { readonly id: string }, context: FulfilmentContext) => decisions(context).load(reference.id),
  candidates: (decision: DecisionRow) => candidatesOf(decision),
  // A plan whose allocation is being asked for is on its way to be sourced.
  outcome: (decision: DecisionRow) => (decision.outcome === 'PLANNED' ? 'SOURCED' : decision.outcome),
  occupancyLimit: async (decision: DecisionRow, _args: unknown, context: FulfilmentContext) =>
    (await rulesByVersion(context).load(decision.ruleVersion))?.maxOccupancy,
  nearest: async (decision: DecisionRow, _args: unknown, context: FulfilmentContext) =>
    (await rulesByVersion(context).load(decision.ruleVersion))?.nearest,
  failure: (decision: DecisionRow) =>
    decision.failure === null ? null : [decision.failure, decision.failureDetail].filter((part) => part !== null && part !== '').join(': '),
};
