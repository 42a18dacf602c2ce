import { loader } from '@orderloom/subgraph';
import { readTwins, type TwinRow } from '../persistence/order-list.ts';
import { readSources, type SourceRow } from '../persistence/story.ts';
import type { TowerContext } from './context.ts';

export const twins = loader<TowerContext, string, TwinRow>((ids, context) => readTwins(context.pool, ids));

export const sources = loader<TowerContext, string, readonly SourceRow[]>((ids, context) => readSources(context.pool, ids));
