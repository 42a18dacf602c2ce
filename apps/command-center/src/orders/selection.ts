/** Which orders a person has picked. Never in the address: it is about to be acted on, not to be shared. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range with Shift begins. */
  readonly anchor: string | undefined;
  /** Every order of the filter is meant, loaded or not. */
  readonly whole: boolean;
}

export const noSelection: Selection = { ids: new Set(), anchor: undefined, whole: false };

export const pickOne = (now: Selection, id: string): Selection => {
  const ids = new Set(now.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, whole: false };
};

/** All from the anchor to this row become what the anchor is: picked, or put back. */
export const pickRange = (now: Selection, id: string, order: readonly string[]): Selection => {
  const from = now.anchor === undefined ? -1 : order.indexOf(now.anchor);
  const until = order.indexOf(id);
  if (from < 0 || until < 0 || now.anchor === undefined) return pickOne(now, id);
  const range = order.slice(Math.min(from, until), Math.max(from, until) + 1);
  const ids = new Set(now.ids);
  const pick = now.ids.has(now.anchor);
  for (const each of range)
    if (pick) ids.add(each);
    else ids.delete(each);
  return { ids, anchor: now.anchor, whole: false };
};

export const pickAll = (ids: readonly string[]): Selection => ({ ids: new Set(ids), anchor: undefined, whole: false });

export const pickWhole = (ids: readonly string[]): Selection => ({ ...pickAll(ids), whole: true });

export type SelectionExtent = 'none' | 'some' | 'loaded' | 'whole';

export const extentOf = (now: Selection, loaded: readonly string[]): SelectionExtent => {
  if (now.ids.size === 0) return 'none';
  if (now.whole) return 'whole';
  return loaded.length > 0 && loaded.every((id) => now.ids.has(id)) ? 'loaded' : 'some';
};
