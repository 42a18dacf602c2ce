import { OrderMissing } from '../domain/order-errors.ts';
import { orders, type OrderContext } from './context.ts';
import { refusalOf } from './outcome.ts';

type Deed<Args> = (root: unknown, args: Args, context: OrderContext) => Promise<unknown>;

/** A deed on an order that does not exist for the viewer is refused as one on no order at all: a test key learns nothing of real ones. */
export function onOrdersInReach<Args extends { readonly input: { readonly orderId: string } }>(deed: Deed<Args>): Deed<Args> {
  return async (root, args, context) => {
    if (context.viewer.shops !== undefined && (await orders(context).load(args.input.orderId)) === undefined)
      return refusalOf(new OrderMissing('No such order.', { orderId: args.input.orderId }));
    return deed(root, args, context);
  };
}
