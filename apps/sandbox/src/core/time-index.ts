const BLOCK = 256;
const COMPACT_FROM = 4096;

export interface TimeIndex {
  /** Adds the id or moves it to its new time. */
  put(id: string, time: number): void;
  count(from: number, to: number): number;
  /** Ids with from <= time <= to, oldest first, or newest first. */
  page(window: Window, skip: number, size: number): readonly string[];
  /** Ids of the window that come after the cursor, oldest first. */
  after(from: number, to: number, cursor: Cursor | null, size: number): readonly Cursor[];
  clear(): void;
}

export interface Window {
  readonly from: number;
  readonly to: number;
  readonly newestFirst: boolean;
}

export interface Cursor {
  readonly id: string;
  readonly time: number;
}

interface Entry {
  readonly id: string;
  readonly time: number;
  live: boolean;
}

/**
 * Order of modification. Changes are appended and leave a tombstone behind; counts per block of 256 let a
 * page or a total skip what it does not show, so that the hundredth page costs what the first one does.
 */
export function createTimeIndex(): TimeIndex {
  let entries: Entry[] = [];
  let live: number[] = [];
  let dead = 0;
  const positions = new Map<string, number>();

  const rebuild = (kept: Entry[]): void => {
    entries = kept;
    dead = 0;
    live = [];
    positions.clear();
    kept.forEach((entry, index) => {
      positions.set(entry.id, index);
      live[index >> 8] = (live[index >> 8] ?? 0) + 1;
    });
  };

  const bury = (position: number): void => {
    const entry = entries[position];
    if (entry === undefined || !entry.live) return;
    entry.live = false;
    dead += 1;
    live[position >> 8] = (live[position >> 8] ?? 0) - 1;
  };

  /** First position whose time is >= the given one. */
  const lowerBound = (time: number): number => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.time ?? Infinity) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const countBetween = (start: number, end: number): number => {
    let total = 0;
    let position = start;
    while (position < end) {
      if (position % BLOCK === 0 && position + BLOCK <= end) {
        total += live[position >> 8] ?? 0;
        position += BLOCK;
      } else {
        if (entries[position]?.live === true) total += 1;
        position += 1;
      }
    }
    return total;
  };

  const collectForward = (start: number, end: number, skip: number, size: number): Entry[] => {
    const found: Entry[] = [];
    let left = skip;
    let position = start;
    while (position < end && found.length < size) {
      const whole = position % BLOCK === 0 && position + BLOCK <= end ? (live[position >> 8] ?? 0) : Infinity;
      if (left >= whole) {
        left -= whole;
        position += BLOCK;
        continue;
      }
      const entry = entries[position];
      position += 1;
      if (entry === undefined || !entry.live) continue;
      if (left > 0) left -= 1;
      else found.push(entry);
    }
    return found;
  };

  return {
    put(id, time) {
      const known = positions.get(id);
      if (known !== undefined) bury(known);
      const last = entries.at(-1);
      const entry: Entry = { id, time, live: true };
      if (last === undefined || time >= last.time) {
        const position = entries.push(entry) - 1;
        positions.set(id, position);
        live[position >> 8] = (live[position >> 8] ?? 0) + 1;
      } else {
        const kept = entries.filter((other) => other.live);
        entries = kept;
        kept.splice(lowerBound(time + 1), 0, entry);
        rebuild(kept);
      }
      if (dead > COMPACT_FROM && dead * 2 > entries.length) rebuild(entries.filter((other) => other.live));
    },
    count: (from, to) => countBetween(lowerBound(from), lowerBound(to + 1)),
    page({ from, to, newestFirst }, skip, size) {
      const start = lowerBound(from);
      const end = lowerBound(to + 1);
      if (!newestFirst) return collectForward(start, end, skip, size).map(({ id }) => id);
      const total = countBetween(start, end);
      const shown = Math.max(0, Math.min(size, total - skip));
      return collectForward(start, end, total - skip - shown, shown)
        .map(({ id }) => id)
        .reverse();
    },
    after(from, to, cursor, size) {
      const end = lowerBound(to + 1);
      let start = lowerBound(cursor === null ? from : Math.max(from, cursor.time));
      const known = cursor === null ? undefined : positions.get(cursor.id);
      if (cursor !== null && known !== undefined && entries[known]?.time === cursor.time) start = known + 1;
      return collectForward(start, end, 0, size).map(({ id, time }) => ({ id, time }));
    },
    clear: () => rebuild([]),
  };
}
