import { AuditEntry } from './AuditEntry.ts';
import { Fact } from './Fact.ts';
import { replayDeadLetter } from './Mutation/replayDeadLetter.ts';
import { Order } from './Order.ts';
import { OrderTwin } from './OrderTwin.ts';
import { auditLog } from './Query/auditLog.ts';
import { gateCounts } from './Query/gateCounts.ts';
import { orders } from './Query/orders.ts';
import { rawPayload } from './Query/rawPayload.ts';
import { workItems } from './Query/workItems.ts';
import { WorkItem } from './WorkItem.ts';

export const resolvers = {
  Query: { orders, gateCounts, workItems, auditLog, rawPayload },
  Mutation: { replayDeadLetter },
  Order,
  OrderTwin,
  Fact,
  WorkItem,
  AuditEntry,
};
