import { mayAct, type SubgraphContext } from '@orderloom/subgraph';
import type { OpenDeps } from '../application/open-recipients.ts';
import type { GateDeps } from '../application/intake-gates.ts';
import type { HistoryDeps } from '../application/history/ports.ts';
import type { SecretDeps } from '../application/keep-shop-secrets.ts';
import type { AddressVerdict, AddressWish } from '../application/change-own-address.ts';
import type { OwnOrderKey, OwnOrders, OwnOutcome } from '../application/own-orders.ts';
import type { PlaceAnswer, PlaceOwnOrder } from '../application/place-own-orders.ts';
import type { ShopChannel } from '../application/ports.ts';
import type { DeskDeps } from '../application/mapping-samples.ts';
import type { retryOutside } from '../application/retry-outside.ts';
import type { Logger } from '@orderloom/service-runtime';
import type { ChannelQueries } from '../persistence/channel-queries.ts';
import type { ShopHealthReads } from '../persistence/shop-health.ts';

/** Orders of shops without a platform. */
export interface OwnAbilities {
  readonly shops: ReadonlyMap<string, Pick<ShopChannel, 'shop'>>;
  readonly place: (wish: PlaceOwnOrder) => Promise<PlaceAnswer>;
  readonly outcomeOf: (order: OwnOrderKey, patienceMs: number) => Promise<OwnOutcome | undefined>;
  readonly orderOf: OwnOrders['orderOf'];
  readonly changeAddress: (wish: AddressWish) => Promise<AddressVerdict>;
  /** Logs what went wrong inside and gives the reference to it. */
  readonly noteFailure: (error: unknown) => string;
  readonly now: () => Date;
}

export interface Abilities {
  readonly queries: ChannelQueries;
  readonly health: ShopHealthReads;
  readonly replay: DeskDeps & { readonly log: Logger };
  readonly open: OpenDeps;
  readonly gates: GateDeps;
  readonly history: HistoryDeps;
  readonly wakeImports: () => void;
  readonly secrets: SecretDeps;
  readonly own: OwnAbilities;
  readonly outside: Parameters<typeof retryOutside>[0];
}

export type ChannelContext = SubgraphContext<Abilities>;

interface ChannelNotAllowed {
  readonly __typename: 'ChannelNotAllowed';
  readonly code: 'NOT_ALLOWED';
  readonly message: string;
}

/** The refusal that every deed here may answer with; undefined when the viewer has one of the roles, or is a key that the field admits. */
export function refusalFor(context: ChannelContext, ...roles: readonly string[]): ChannelNotAllowed | undefined {
  if (mayAct(context.viewer, ...roles)) return undefined;
  return { __typename: 'ChannelNotAllowed', code: 'NOT_ALLOWED', message: `This needs one of the roles ${roles.join(', ')}.` };
}
