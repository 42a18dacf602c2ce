import { checkKey, IdempotencyKeyUnusable } from '@orderloom/outbox';
import { commandScope, reachesShop } from '@orderloom/subgraph';
import { checkOwnOrder, OwnOrderUnusable, type FieldTrouble } from '../domain/own-order.ts';
import { refusalFor, type ChannelContext } from './context.ts';
import { orderOf, type PlaceOrderInput } from './own-order-input.ts';

/** From the call on: the gateway gives a subgraph three seconds. */
const PATIENCE_MS = 2_000;

/** Places one order and answers with what became of it, as a member of PlaceOrderResult. */
export async function placeOne(input: PlaceOrderInput, context: ChannelContext): Promise<object> {
  const until = Date.now() + PATIENCE_MS;
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const { own, viewer } = context;
  const { shopId, idempotencyKey } = input;
  if (own.shops.get(shopId)?.shop.system !== 'own' || !reachesShop(viewer, shopId))
    return { __typename: 'ShopUnknown', code: 'SHOP_UNKNOWN', message: 'There is no such shop without a platform.' };
  try {
    checkKey(idempotencyKey);
    const order = orderOf(input);
    checkOwnOrder(order, own.now());
    const taken = await own.place({ shopId, order, account: viewer.account, scope: commandScope(viewer), idempotencyKey });
    switch (taken) {
      case 'KEY_REUSED':
        return {
          __typename: 'IdempotencyKeyReused',
          code: 'IDEMPOTENCY_KEY_REUSED',
          message: 'The idempotency key was used with another input.',
        };
      case 'OTHER':
        return { __typename: 'OrderNumberTaken', code: 'ORDER_NUMBER_TAKEN', message: 'The number is that of another order in this shop.' };
      case 'NEW':
      case 'PAID':
      case 'SAME':
        return outcome({ shopId, orderNo: order.orderNo }, { duplicate: taken !== 'NEW', until }, context);
    }
  } catch (error) {
    if (error instanceof IdempotencyKeyUnusable) return unusable(new OwnOrderUnusable('idempotencyKey', whyOf(idempotencyKey)));
    if (error instanceof OwnOrderUnusable) return unusable(error);
    return inDoubt(own.noteFailure(error));
  }
}

/** One order of many must not take the answers of the others away: what is wrong with it is its own answer, also where it is ours. */
function inDoubt(reference: string): object {
  const message = 'Something went wrong on our side; the order may have been kept. Ask again with the same key.';
  return { __typename: 'OrderInDoubt', code: 'ORDER_IN_DOUBT', message, reference };
}

function unusable({ code, message, field, why }: OwnOrderUnusable): object {
  return { __typename: 'OrderUnusable', code, message, field, why };
}

function whyOf(key: string): FieldTrouble {
  if (key === '') return 'EMPTY';
  return [...key].length > 200 ? 'TOO_LONG' : 'WRONG_FORM';
}

async function outcome(
  order: { readonly shopId: string; readonly orderNo: string },
  { duplicate, until }: { readonly duplicate: boolean; readonly until: number },
  { own }: ChannelContext,
): Promise<object> {
  const became = await own.outcomeOf(order, until - Date.now());
  if (became === undefined) return { __typename: 'OrderTaken', ...order };
  switch (became.kind) {
    case 'PLACED':
      return { __typename: 'OrderPlaced', order: { id: became.orderId }, duplicate };
    case 'HELD':
      return { __typename: 'OrderHeldForReview', ...became };
  }
}
