import { hasRole, type Viewer } from '@orderloom/subgraph';
import type { FlatFilter } from '../application/order-filter.ts';
import type { BulkJob } from '../application/bulk-ports.ts';
import { BulkRefused, MOST_BULK_ORDERS } from '../application/start-bulk-job.ts';
import type { BulkDeed } from '../domain/possible-deeds.ts';
import { idsOf } from '../persistence/order-list/ids.ts';
import type { TowerContext } from './context.ts';
import { filterInput } from './filter-input.ts';

export interface BulkInput {
  readonly deed: BulkDeed;
  readonly orderIds?: readonly string[] | null;
  readonly filter?: FlatFilter | null;
  readonly reason: string;
}

const refusalTypes = {
  BULK_TOO_MANY: 'BulkTooMany',
  BULK_NOTHING: 'BulkNothing',
  BULK_REFUSED: 'BulkRefused',
  BULK_KEY_REUSED: 'BulkKeyReused',
  BULK_JOB_NOT_FOUND: 'BulkJobNotFound',
} as const;

/** The same roles as for the single deed. */
export function mayDoInBulk(viewer: Viewer, deed: BulkDeed): boolean {
  return deed === 'SOURCE_AGAIN' ? hasRole(viewer, 'operations', 'warehouse') : hasRole(viewer, 'operations', 'service');
}

/** The orders that are meant, fixed at this moment; one more than a job takes tells that there are too many. */
export async function meantOrders(context: TowerContext, input: BulkInput): Promise<readonly string[]> {
  const byIds = input.orderIds !== null && input.orderIds !== undefined;
  const byFilter = input.filter !== null && input.filter !== undefined;
  if (byIds === byFilter) throw new BulkRefused('BULK_REFUSED', 'Give either ids or a filter.');
  if (byIds) return [...new Set(input.orderIds)];
  return idsOf(context.pool, await filterInput(context, input.filter), MOST_BULK_ORDERS + 1, context.now);
}

export function notAllowed() {
  return { __typename: 'TowerNotAllowed', code: 'NOT_ALLOWED', message: 'This account may not do that to orders.' };
}

/** A refusal as a member of the mutation's union; everything else is thrown on. */
export function bulkRefusal(error: unknown) {
  if (!(error instanceof BulkRefused)) throw error;
  return {
    __typename: refusalTypes[error.code],
    code: error.code,
    message: error.message,
    ...(error.code === 'BULK_TOO_MANY' ? { most: MOST_BULK_ORDERS } : {}),
  };
}

export function jobStarted(job: BulkJob) {
  return { __typename: 'BulkJobStarted', job };
}
