import { cancelOrder } from './resolvers/Mutation/cancelOrder.ts';
import { holdOrder } from './resolvers/Mutation/holdOrder.ts';
import { releaseHold } from './resolvers/Mutation/releaseHold.ts';
import { Order } from './resolvers/Order.ts';
import { order } from './resolvers/Query/order.ts';

export const resolvers = { Query: { order }, Mutation: { cancelOrder, holdOrder, releaseHold }, Order };
