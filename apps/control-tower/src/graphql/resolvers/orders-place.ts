import { lookUpOrders } from './Mutation/lookUpOrders.ts';
import { orderFilterOptions } from './Query/orderFilterOptions.ts';
import { orderNeighbours } from './Query/orderNeighbours.ts';
import { orders } from './Query/orders.ts';
import { orderSet } from './Query/orderSet.ts';
import { stuckFunnel } from './Query/stuckFunnel.ts';

/** The root fields of lists, lookup, views and bulk jobs. */
export const orderListQueries = { orders, orderNeighbours, orderFilterOptions, stuckFunnel, orderSet };
export const orderListMutations = { lookUpOrders };
export const orderListTypes = {};
