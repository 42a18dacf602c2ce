import type { OrderChanged } from '../data/live.ts';
import { emptyView, queryOf } from './view.ts';
import type { OrdersView } from './view.ts';

/**
 * Whether a changed order belongs to the view, as far as its live event tells: the event knows channel, gate, status and stuck.
 * Where another condition stands, only the tower can say; a search or a given set of orders never grows by itself.
 */
export const arrivesInView = (change: OrderChanged, view: OrdersView): 'yes' | 'no' | 'maybe' => {
  if (view.q.trim() !== '' || view.ids.length > 0) return 'no';
  if (view.channel.length > 0 && !view.channel.includes(change.id.slice(0, 2))) return 'no';
  if (view.gate.length > 0 && !(typeof change.gate === 'number' && view.gate.includes(change.gate))) return 'no';
  if (view.status.length > 0 && !(typeof change.status === 'string' && view.status.includes(change.status))) return 'no';
  if (view.stuck !== null && view.stuck !== (change.stuck ?? false)) return 'no';
  const told: OrdersView = { ...view, channel: [], gate: [], status: [], stuck: null };
  return queryOf(told) === queryOf(emptyView) ? 'yes' : 'maybe';
};
