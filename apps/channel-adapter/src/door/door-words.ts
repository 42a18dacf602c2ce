import type { Shop } from '../application/ports.ts';
import type { WokenWork } from '../application/stores.ts';

/** What the front door opens with. Keys cross as plain bytes. */
export interface DoorGiven {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly masterKey: Uint8Array;
  readonly shops: readonly Shop[];
}

export type ToDoor =
  /** The first word. */
  | { readonly kind: 'given'; readonly given: DoorGiven }
  | { readonly kind: 'renew'; readonly shopId: string; readonly credentials: Shop['credentials'] }
  | { readonly kind: 'stop' };

export interface PushCount {
  readonly system: string;
  readonly outcome: string;
  readonly count: number;
}

export type FromDoor =
  | { readonly kind: 'open'; readonly port: number }
  /** There is something to read again. */
  | { readonly kind: 'woken'; readonly work: readonly WokenWork[] }
  /** A push was not taken: its order is found by a poll. */
  | { readonly kind: 'lost'; readonly shopId: string }
  /** An event was left in the outbox. */
  | { readonly kind: 'told' }
  | { readonly kind: 'counted'; readonly pushes: readonly PushCount[] };

/** What the main thread listens to once it can. */
export type Heard = Exclude<FromDoor, { readonly kind: 'open' }> | Missed;

/** What was left at these shops while nobody listened. */
export interface Missed {
  readonly kind: 'missed';
  readonly shopIds: ReadonlySet<string>;
}
