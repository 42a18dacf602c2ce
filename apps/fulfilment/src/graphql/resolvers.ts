import { FulfilmentOrder } from './resolvers/FulfilmentOrder.ts';
import { askTraceAgain } from './resolvers/Mutation/askTraceAgain.ts';
import { confirmMilestone } from './resolvers/Mutation/confirmMilestone.ts';
import { sourceAgain } from './resolvers/Mutation/sourceAgain.ts';
import { Order } from './resolvers/Order.ts';
import { Parcel } from './resolvers/Parcel.ts';
import { fulfilmentOrders, warehouse } from './resolvers/Query/fulfilmentOrders.ts';
import { warehouses } from './resolvers/Query/warehouses.ts';
import { RouteNode } from './resolvers/RouteNode.ts';
import { SourcingCandidate } from './resolvers/SourcingCandidate.ts';
import { SourcingDecision } from './resolvers/SourcingDecision.ts';
import { OpenStop, Warehouse } from './resolvers/Warehouse.ts';

export const resolvers = {
  Query: { fulfilmentOrders, warehouse, warehouses },
  Mutation: { sourceAgain, askTraceAgain, confirmMilestone },
  Order,
  SourcingDecision,
  SourcingCandidate,
  OpenStop,
  Warehouse,
  FulfilmentOrder,
  Parcel,
  RouteNode,
};
