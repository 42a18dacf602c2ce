'use client';

import { useCallback, useMemo, useState } from 'react';
import { extentOf, noSelection, pickAll, pickOne, pickRange, pickWhole } from './selection.ts';
import type { Selection, SelectionExtent } from './selection.ts';

export interface Picking {
  readonly selection: Selection;
  readonly extent: SelectionExtent;
  readonly pick: (id: string, range: boolean) => void;
  readonly pickLoaded: (pick: boolean) => void;
  readonly pickThese: (ids: readonly string[]) => void;
  readonly pickFilter: () => void;
  readonly clear: () => void;
}

/** The orders that a person has picked among the loaded rows, or the whole filter. */
export const useSelection = (loaded: readonly string[]): Picking => {
  const [selection, setSelection] = useState<Selection>(noSelection);
  const extent = useMemo(() => extentOf(selection, loaded), [selection, loaded]);
  const pick = useCallback(
    (id: string, range: boolean) => setSelection((now) => (range ? pickRange(now, id, loaded) : pickOne(now, id))),
    [loaded],
  );
  const pickLoaded = useCallback((all: boolean) => setSelection(all ? pickAll(loaded) : noSelection), [loaded]);
  const pickThese = useCallback((ids: readonly string[]) => setSelection(pickAll(ids)), []);
  const pickFilter = useCallback(() => setSelection(pickWhole(loaded)), [loaded]);
  const clear = useCallback(() => setSelection(noSelection), []);
  return { selection, extent, pick, pickLoaded, pickThese, pickFilter, clear };
};
