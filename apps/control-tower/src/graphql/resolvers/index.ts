import { AuditEntry } from './AuditEntry.ts';
import { boardMutations, boardQueries, boardTypes } from './boards-place.ts';
import { Fact } from './Fact.ts';
import { closeWorkItems } from './Mutation/closeWorkItems.ts';
import { decideConflict } from './Mutation/decideConflict.ts';
import { giveBackWorkItems } from './Mutation/giveBackWorkItems.ts';
import { handOverWorkItems } from './Mutation/handOverWorkItems.ts';
import { noteWorkItem } from './Mutation/noteWorkItem.ts';
import { reopenWorkItems } from './Mutation/reopenWorkItems.ts';
import { replayDeadLetter } from './Mutation/replayDeadLetter.ts';
import { takeWorkItems } from './Mutation/takeWorkItems.ts';
import { Order } from './Order.ts';
import { orderListMutations, orderListQueries, orderListTypes } from './orders-place.ts';
import { OrderTwin } from './OrderTwin.ts';
import { auditDeeds } from './Query/auditDeeds.ts';
import { auditLog } from './Query/auditLog.ts';
import { gateCounts } from './Query/gateCounts.ts';
import { importRadar } from './Query/importRadar.ts';
import { rawPayload } from './Query/rawPayload.ts';
import { thresholdsPreview } from './Query/thresholdsPreview.ts';
import { workItem } from './Query/workItem.ts';
import { workItemPools } from './Query/workItemPools.ts';
import { workItems } from './Query/workItems.ts';
import { WorkItem, WorkItemStep } from './WorkItem.ts';

export const resolvers = {
  Query: {
    ...boardQueries,
    ...orderListQueries,
    gateCounts,
    workItems,
    workItem,
    workItemPools,
    auditLog,
    auditDeeds,
    thresholdsPreview,
    rawPayload,
    importRadar,
  },
  ...orderListTypes,
  ...boardTypes,
  Mutation: {
    ...boardMutations,
    ...orderListMutations,
    takeWorkItems,
    giveBackWorkItems,
    handOverWorkItems,
    closeWorkItems,
    reopenWorkItems,
    noteWorkItem,
    decideConflict,
    replayDeadLetter,
  },
  Order,
  OrderTwin,
  Fact,
  WorkItem,
  WorkItemStep,
  AuditEntry,
};
