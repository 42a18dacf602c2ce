import type { ClearanceStore, DecisionStore, FulfilmentStore } from '../application/sourcing-stores.ts';
import type { DispatchStore, ReleaseStore } from '../application/dispatch-stores.ts';
import type { ParcelStore } from '../application/parcel-store.ts';
import type { PushStore } from '../application/push-store.ts';
import type { StopStore } from '../application/stop-store.ts';
import * as clearances from './clearances.ts';
import * as decisions from './decisions.ts';
import * as dispatches from './dispatches.ts';
import * as effects from './effects.ts';
import * as fulfilments from './fulfilment-batch.ts';
import * as parcels from './parcels.ts';
import * as plans from './plans.ts';
import * as pushes from './pushes.ts';
import * as releases from './releases.ts';
import * as stops from './stops.ts';

export type Store = ClearanceStore & DecisionStore & DispatchStore & FulfilmentStore & ParcelStore & PushStore & ReleaseStore & StopStore;

/** All tables of fulfilment behind the ports of the application. */
export function createStore(): Store {
  return { ...clearances, ...decisions, ...dispatches, ...effects, ...fulfilments, ...parcels, ...plans, ...pushes, ...releases, ...stops };
}
