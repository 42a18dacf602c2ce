import { rpcAddress } from '@orderloom/service-runtime';
import { noteFailure, type SubgraphLog } from '@orderloom/subgraph';
import { createOutcomeWatch } from './application/await-outcomes.ts';
import { changeOwnAddress, type ChangeAddressDeps } from './application/change-own-address.ts';
import { createOwnOrderDoor, type PlaceOwnDeps } from './application/place-own-orders.ts';
import type { Shop } from './application/ports.ts';
import { OWN } from './channels/open-shop-channel.ts';
import type { ChannelEnv, OwnShopSection } from './env.ts';
import type { OwnAbilities } from './graphql/context.ts';
import { createOrderDoor } from './rpc/order-door.ts';

/** What can be done with orders of shops without a platform. */
export function composeOwn(
  deps: PlaceOwnDeps & Omit<ChangeAddressDeps, 'askOrder'> & Pick<OwnAbilities, 'shops'> & { readonly log: SubgraphLog },
  env: ChannelEnv,
): { readonly abilities: OwnAbilities; close(): void } {
  const door = createOrderDoor(rpcAddress('order', env), env.HUB_INTERNAL_KEY);
  return {
    abilities: {
      shops: deps.shops,
      place: createOwnOrderDoor(deps),
      outcomeOf: createOutcomeWatch(deps.own),
      orderOf: (orderId) => deps.own.orderOf(orderId),
      changeAddress: (wish) => changeOwnAddress({ ...deps, askOrder: door.askOrder }, wish),
      noteFailure: (error) => noteFailure(error, deps.log, 'placeOrder'),
      now: deps.now,
    },
    close: door.close,
  };
}

/** A shop without a platform has nothing to poll, to call or to keep secret. */
export function ownShopOf(shop: OwnShopSection): Shop {
  return { ...shop, system: OWN, baseUrl: '', pollSeconds: 900, lagClass: 'normal', credentials: {}, stockCallsPerSecond: 1 };
}
