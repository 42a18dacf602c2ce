import type { NewsDeps } from '../application/take-news.ts';
import type { BulkDeedDeps } from './on-bulk-deed-requested.ts';

export interface OrderDeps extends NewsDeps, BulkDeedDeps {}
