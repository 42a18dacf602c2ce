import { BulkJob, BulkRow } from './BulkJob.ts';
import { deleteView } from './Mutation/deleteView.ts';
import { lookUpOrders } from './Mutation/lookUpOrders.ts';
import { restoreView } from './Mutation/restoreView.ts';
import { retryBulkJob } from './Mutation/retryBulkJob.ts';
import { saveView } from './Mutation/saveView.ts';
import { startBulkJob } from './Mutation/startBulkJob.ts';
import { undoBulkJob } from './Mutation/undoBulkJob.ts';
import { bulkJob } from './Query/bulkJob.ts';
import { bulkJobs } from './Query/bulkJobs.ts';
import { orderChanges } from './Query/orderChanges.ts';
import { orderFilterOptions } from './Query/orderFilterOptions.ts';
import { orderNeighbours } from './Query/orderNeighbours.ts';
import { orders } from './Query/orders.ts';
import { orderSet } from './Query/orderSet.ts';
import { previewBulkJob } from './Query/previewBulkJob.ts';
import { savedViews } from './Query/savedViews.ts';
import { stuckFunnel } from './Query/stuckFunnel.ts';

/** The root fields of lists, lookup, views and bulk jobs. */
export const orderListQueries = {
  orders,
  orderChanges,
  orderNeighbours,
  orderFilterOptions,
  stuckFunnel,
  orderSet,
  savedViews,
  previewBulkJob,
  bulkJob,
  bulkJobs,
};
export const orderListMutations = { lookUpOrders, saveView, deleteView, restoreView, startBulkJob, retryBulkJob, undoBulkJob };
export const orderListTypes = { BulkJob, BulkRow };
