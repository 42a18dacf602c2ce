import type { Candidate } from '../../domain/sourcing-facts.ts';
import type { FulfilmentContext } from '../context.ts';
import { warehouses } from '../loaders.ts';

export const SourcingCandidate = {
  warehouse: (candidate: Candidate, _args: unknown, context: FulfilmentContext) => warehouses(context).load(candidate.warehouseId),
};
