import { importSetCondition } from './import-radar.ts';
import { boardSet, setCondition, type Bind } from './board-sets.ts';

/** The condition of a board's set over alias `o` of order_twin; undefined when no board has such a set of orders. */
export function orderSetCondition(set: string, now: Date, bind: Bind): string | undefined {
  if (set.startsWith('import:')) return importSetCondition(set, bind);
  const one = boardSet(set, now);
  return one?.place === '/orders' ? `o.id in (select order_id from order_figure where ${setCondition(one, bind)})` : undefined;
}
