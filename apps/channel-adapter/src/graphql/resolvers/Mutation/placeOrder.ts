import type { ChannelContext } from '../../context.ts';
import type { PlaceOrderInput } from '../../own-order-input.ts';
import { placeOne } from '../../place-one.ts';

export async function placeOrder(_root: unknown, args: { readonly input: PlaceOrderInput }, context: ChannelContext): Promise<object> {
  return placeOne(args.input, context);
}
