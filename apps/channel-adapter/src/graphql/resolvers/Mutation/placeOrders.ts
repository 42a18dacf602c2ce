import { DomainError } from '@orderloom/domain-kernel';
import type { ChannelContext } from '../../context.ts';
import type { PlaceOrderInput } from '../../own-order-input.ts';
import { placeOne } from '../../place-one.ts';

const MOST = 50;

class TooManyOrders extends DomainError {
  readonly code = 'TOO_MANY_ORDERS';
}

export async function placeOrders(
  _root: unknown,
  { inputs }: { readonly inputs: readonly PlaceOrderInput[] },
  context: ChannelContext,
): Promise<readonly object[]> {
  if (inputs.length > MOST) throw new TooManyOrders(`At most ${MOST} orders a call.`, { most: MOST });
  return Promise.all(inputs.map((input) => placeOne(input, context)));
}
