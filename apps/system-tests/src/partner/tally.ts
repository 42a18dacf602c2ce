/** What came of one cell of the matrix. */
export type Outcome = 'refused' | 'answered' | 'empty' | 'shown' | 'not asked' | 'LEAK';

/** Counts cells by path and outcome, and keeps the leaks by name. */
export interface Tally {
  readonly count: (path: string, outcome: Outcome, cell: string) => void;
  readonly leaks: () => readonly string[];
  readonly of: (path: string, outcome: Outcome) => number;
  readonly table: () => string;
}

export function tally(): Tally {
  const counts = new Map<string, Map<Outcome, number>>();
  const leaks: string[] = [];
  return {
    count: (path, outcome, cell) => {
      const row = counts.get(path) ?? new Map<Outcome, number>();
      counts.set(path, row.set(outcome, (row.get(outcome) ?? 0) + 1));
      if (outcome === 'LEAK') leaks.push(`${path}: ${cell}`);
    },
    leaks: () => leaks,
    of: (path, outcome) => counts.get(path)?.get(outcome) ?? 0,
    table: () =>
      [...counts]
        .map(([path, row]) => {
          const cells = [...row.values()].reduce((sum, one) => sum + one, 0);
          return `${path.padEnd(34)} ${String(cells).padStart(6)} cells: ${[...row].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`;
        })
        .join('\n'),
  };
}

/** Runs the work over all items, so many at once. */
export async function inLanes<Item>(items: readonly Item[], lanes: number, work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
