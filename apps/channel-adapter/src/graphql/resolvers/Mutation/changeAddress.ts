import { checkKey, IdempotencyKeyReused } from '@orderloom/outbox';
import { commandScope, reachesShop } from '@orderloom/subgraph';
import { AddressUnusable } from '../../../application/change-own-address.ts';
import { addressAnswer, refused } from '../../address-answer.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { recipientOf, type RecipientInput } from '../../own-order-input.ts';

interface Args {
  readonly input: {
    readonly orderId: string;
    readonly recipient: RecipientInput;
    readonly reason: string;
    readonly idempotencyKey: string;
  };
}

export async function changeAddress(_root: unknown, { input }: Args, context: ChannelContext): Promise<object> {
  const refusal = refusalFor(context, 'operations', 'service');
  if (refusal !== undefined) return refusal;
  const { own, viewer } = context;
  checkKey(input.idempotencyKey);
  const order = await own.orderOf(input.orderId);
  if (order === undefined || !reachesShop(viewer, order.shopId)) return refused('OrderNotFound', 'ORDER_NOT_FOUND', 'No such order.');
  if (own.shops.get(order.shopId)?.shop.system !== 'own')
    return refused('AddressOfPlatform', 'ADDRESS_OF_PLATFORM', 'The buyer changes the address at the platform, which tells the hub.');
  try {
    const { reason, idempotencyKey } = input;
    const wish = { order, recipient: recipientOf(input.recipient), reason, idempotencyKey };
    return addressAnswer(order.orderId, await own.changeAddress({ ...wish, account: viewer.account, scope: commandScope(viewer) }));
  } catch (error) {
    if (error instanceof IdempotencyKeyReused) return refused('IdempotencyKeyReused', error.code, error.message);
    if (!(error instanceof AddressUnusable)) throw error;
    return { ...refused('AddressUnusable', error.code, error.message), field: error.field, why: error.why };
  }
}
