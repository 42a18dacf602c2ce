import { repairStock } from './resolvers/Mutation/repairStock.ts';
import { Order } from './resolvers/Order.ts';
import { stocks } from './resolvers/Query/stocks.ts';
import { SkuStock } from './resolvers/SkuStock.ts';

export const resolvers = { Query: { stocks }, Mutation: { repairStock }, Order, SkuStock };
