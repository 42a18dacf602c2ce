import { adjustStock } from './resolvers/Mutation/adjustStock.ts';
import { repairStock } from './resolvers/Mutation/repairStock.ts';
import { reopenDrift, settleDrift } from './resolvers/Mutation/settleDrift.ts';
import { Order } from './resolvers/Order.ts';
import { stockDrifts } from './resolvers/Query/stockDrifts.ts';
import { skuStock, stockCounts, stockList } from './resolvers/Query/stockList.ts';
import { stocks } from './resolvers/Query/stocks.ts';
import { SkuStock } from './resolvers/SkuStock.ts';
import { StockDrift, StockEntry, StockHolder, Warehouse } from './resolvers/stock-details.ts';

export const resolvers = {
  Query: { skuStock, stockCounts, stockDrifts, stockList, stocks },
  Mutation: { adjustStock, reopenDrift, repairStock, settleDrift },
  Order,
  SkuStock,
  StockDrift,
  StockEntry,
  StockHolder,
  Warehouse,
};
