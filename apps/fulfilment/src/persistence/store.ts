import type {
  ClearanceStore,
  DecisionStore,
  DispatchStore,
  FulfilmentStore,
  ParcelStore,
  PushStore,
  ReleaseStore,
  StopStore,
} from '../application/stores.ts';
import * as clearances from './clearances.ts';
import * as decisions from './decisions.ts';
import * as dispatches from './dispatches.ts';
import * as effects from './effects.ts';
import * as fulfilments from './fulfilment-batch.ts';
import * as parcels from './parcels.ts';
import * as pushes from './pushes.ts';
import * as releases from './releases.ts';
import * as stops from './stops.ts';

export type Store = ClearanceStore & DecisionStore & DispatchStore & FulfilmentStore & ParcelStore & PushStore & ReleaseStore & StopStore;

/** All tables of fulfilment behind the ports of the application. */
export function createStore(): Store {
  return { ...clearances, ...decisions, ...dispatches, ...effects, ...fulfilments, ...parcels, ...pushes, ...releases, ...stops };
}
