import { loader } from '@orderloom/subgraph';
import { readTwins, type TwinRow } from '../persistence/order-list.ts';
import { readClaims } from '../persistence/claims.ts';
import { readSources, type FactRow, type SourceRow } from '../persistence/story.ts';
import { readWorkItems, type WorkItem } from '../persistence/work-item-list.ts';
import { readSteps, type WorkItemStep } from '../persistence/work-item-steps.ts';
import { readOpenPools } from '../persistence/order-list/open-pools.ts';
import type { TowerContext } from './context.ts';

export const twins = loader<TowerContext, string, TwinRow>((ids, context) => readTwins(context.pool, ids));

export const sources = loader<TowerContext, string, readonly SourceRow[]>((ids, context) => readSources(context.pool, ids));

export const workItemsById = loader<TowerContext, string, WorkItem>((ids, context) => readWorkItems(context.pool, ids));

export const stepsOf = loader<TowerContext, string, readonly WorkItemStep[]>((ids, context) => readSteps(context.pool, ids));

export const claimsOf = loader<TowerContext, WorkItem, readonly FactRow[]>((items, context) => readClaims(context.pool, items));

export const openPools = loader<TowerContext, string, readonly string[]>((ids, context) => readOpenPools(context.pool, ids));
