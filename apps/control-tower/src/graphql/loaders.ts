import { isUuid } from '@orderloom/domain-kernel';
import { loader, reachesShop } from '@orderloom/subgraph';
import { readTwins, type TwinRow } from '../persistence/order-list.ts';
import { countBulkRows, readBulkJobs } from '../persistence/bulk-reads.ts';
import { readClaims } from '../persistence/claims.ts';
import { readSources, type FactRow, type SourceRow } from '../persistence/story.ts';
import { readWorkItems } from '../persistence/work-item-list.ts';
import type { WorkItem } from '../application/ports.ts';
import { readSteps, type WorkItemStep } from '../persistence/work-item-steps.ts';
import { readOpenPools } from '../persistence/order-list/open-pools.ts';
import type { BulkJob } from '../application/bulk-ports.ts';
import type { TowerContext } from './context.ts';

export const twins = loader<TowerContext, string, TwinRow>(async (ids, context) => {
  const found = await readTwins(context.pool, ids);
  return new Map([...found].filter(([, row]) => reachesShop(context.viewer, row.state.shopId)));
});

export const sources = loader<TowerContext, string, readonly SourceRow[]>((ids, context) => readSources(context.pool, ids));

export const workItemsById = loader<TowerContext, string, WorkItem>((ids, context) => readWorkItems(context.pool, ids));

export const stepsOf = loader<TowerContext, string, readonly WorkItemStep[]>((ids, context) => readSteps(context.pool, ids));

export const claimsOf = loader<TowerContext, WorkItem, readonly FactRow[]>((items, context) => readClaims(context.pool, items));

export const openPools = loader<TowerContext, string, readonly string[]>((ids, context) => readOpenPools(context.pool, ids));

export const bulkJobs = loader<TowerContext, string, BulkJob>((ids, context) => readBulkJobs(context.pool, ids.filter(isUuid)));

export const bulkCounts = loader<TowerContext, string, Readonly<Record<string, number>>>((ids, context) =>
  countBulkRows(context.pool, ids),
);
