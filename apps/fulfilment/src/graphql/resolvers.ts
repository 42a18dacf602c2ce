import { FulfilmentOrder } from './resolvers/FulfilmentOrder.ts';
import { askTraceAgain } from './resolvers/Mutation/askTraceAgain.ts';
import { sourceAgain } from './resolvers/Mutation/sourceAgain.ts';
import { Order } from './resolvers/Order.ts';
import { Parcel } from './resolvers/Parcel.ts';
import { warehouses } from './resolvers/Query/warehouses.ts';
import { RouteNode } from './resolvers/RouteNode.ts';
import { SourcingCandidate } from './resolvers/SourcingCandidate.ts';
import { SourcingDecision } from './resolvers/SourcingDecision.ts';
import { Warehouse } from './resolvers/Warehouse.ts';

export const resolvers = {
  Query: { warehouses },
  Mutation: { sourceAgain, askTraceAgain },
  Order,
  SourcingDecision,
  SourcingCandidate,
  Warehouse,
  FulfilmentOrder,
  Parcel,
  RouteNode,
};
