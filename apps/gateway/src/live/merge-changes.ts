import type { Change } from './change.ts';

/** Milliseconds in which further changes of the same order are gathered. */
export const mergeWindowMs = 250;

export type ChangeMerger = {
  readonly take: (change: Change) => void;
  readonly stop: () => void;
};

type Window = { passed: Change; waiting: Change | undefined; readonly timer: NodeJS.Timeout };

/** Passes the first change of an order at once, and of those that follow within the window only the newest, at its end. */
export function mergeChanges(pass: (change: Change) => void): ChangeMerger {
  const windows = new Map<string, Window>();

  const open = (change: Change): void => {
    pass(change);
    const timer = setTimeout(() => close(change.id), mergeWindowMs);
    windows.set(change.id, { passed: change, waiting: undefined, timer });
  };
  const close = (id: string): void => {
    const waiting = windows.get(id)?.waiting;
    windows.delete(id);
    // What waited is itself a first change: others may follow it.
    if (waiting !== undefined) open(waiting);
  };
  return {
    take: (change) => {
      const window = windows.get(change.id);
      if (window === undefined) return open(change);
      const newest = window.waiting ?? window.passed;
      if (change.version > newest.version) window.waiting = change;
    },
    stop: () => {
      for (const window of windows.values()) clearTimeout(window.timer);
      windows.clear();
    },
  };
}
