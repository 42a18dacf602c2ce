import type { OrderChanged } from '../data/live.ts';
import type { OrdersView } from './view.ts';

/** Whether a changed order belongs to the view, as far as its live event tells. A search is never answered by guessing. */
export const arrivesInView = (change: OrderChanged, view: OrdersView): boolean => {
  if (view.q.trim() !== '') return false;
  if (view.channel.length > 0 && !view.channel.includes(change.id.slice(0, 2))) return false;
  if (view.gate.length > 0 && !(typeof change.gate === 'number' && view.gate.includes(change.gate))) return false;
  if (view.status.length > 0 && !(typeof change.status === 'string' && view.status.includes(change.status))) return false;
  return view.stuck === null || view.stuck === (change.stuck ?? false);
};
