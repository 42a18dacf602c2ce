import type { OrderRowFieldsFragment } from '../gql/graphql.ts';
import { railOf } from '../parts/gates.ts';
import type { GateState } from '../parts/gates.ts';

/** One row of the list, as the page shows it. */
export interface OrderRow extends OrderRowFieldsFragment {
  readonly rail: readonly GateState[];
  /** Nothing is owed any more: no countdown. */
  readonly ended: boolean;
}

export const rowOf = (twin: OrderRowFieldsFragment): OrderRow => ({
  ...twin,
  rail: railOf({ gates: twin.gates, held: twin.status === 'HELD' }),
  ended: twin.status === 'CANCELLED' || twin.status === 'SIGNED' || twin.currentGate > 7,
});
