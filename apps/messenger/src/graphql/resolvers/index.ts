import { Message } from './Message.ts';
import { Order } from './Order.ts';
import { message } from './Query/message.ts';

export const resolvers = { Query: { message }, Order, Message };
