import { Order } from './Order.ts';
import { voucher } from './Query/voucher.ts';
import { Voucher } from './Voucher.ts';

export const resolvers = { Query: { voucher }, Order, Voucher };
