import { boardSet, setCondition, type Bind } from './board-sets.ts';

/** The condition of a board's set over alias `w` of work_item; undefined when no board has such a set of work items. */
export function itemSetCondition(set: string, now: Date, bind: Bind): string | undefined {
  const one = boardSet(set, now);
  return one?.place === '/exceptions' ? `w.id in (select id from work_item where ${setCondition(one, bind)})` : undefined;
}
