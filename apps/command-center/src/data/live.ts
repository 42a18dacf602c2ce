'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { parseChange } from './parse.ts';
import type { OrderChanged } from './parse.ts';

export type { OrderChanged } from './parse.ts';

type LiveState = 'connecting' | 'open' | 'lost';

interface Snapshot {
  readonly state: LiveState;
  /** When this page last knew its data to be current: an event, a heartbeat or an answer of the gateway. */
  readonly confirmedAt: number;
}

let snapshot: Snapshot = { state: 'connecting', confirmedAt: 0 };
const server: Snapshot = { state: 'connecting', confirmedAt: 0 };
const watchers = new Set<() => void>();
const hearers = new Set<(change: OrderChanged) => void>();
const missers = new Set<() => void>();
let source: EventSource | undefined;
let users = 0;

const update = (next: Partial<Snapshot>): void => {
  snapshot = { ...snapshot, ...next };
  for (const each of watchers) each();
};

export const confirmFresh = (): void => update({ confirmedAt: Date.now() });

const open = (): void => {
  source = new EventSource('/live');
  let isNew = true;
  source.onopen = () => {
    update({ state: 'open', confirmedAt: Date.now() });
    // A stream that is taken up again says itself what was missed; a new one knows nothing of before, and what stands here,
    // sent with the page or asked while it was made, is older than it.
    if (isNew) for (const each of missers) each();
    isNew = false;
  };
  source.onerror = () => update({ state: source?.readyState === EventSource.CLOSED ? 'lost' : 'connecting' });
  source.addEventListener('order', (event) => {
    update({ state: 'open', confirmedAt: Date.now() });
    const change = parseChange(String(event.data));
    if (change !== undefined) for (const each of hearers) each(change);
  });
  source.addEventListener('reset', () => {
    for (const each of missers) each();
  });
  source.addEventListener('heartbeat', () => update({ state: 'open', confirmedAt: Date.now() }));
};

// EventSource gives up for good after an HTTP error answer; a gateway that restarts is met again here.
const revive = (): void => {
  if (users > 0 && source?.readyState === EventSource.CLOSED) open();
};

/** Holds the one stream of this tab open while mounted. */
export const useLiveConnection = (): void => {
  useEffect(() => {
    users += 1;
    if (source === undefined) open();
    const timer = setInterval(revive, 3000);
    return () => {
      clearInterval(timer);
      users -= 1;
      if (users > 0) return;
      source?.close();
      source = undefined;
    };
  }, []);
};

export const useOrderChanges = (hear: (change: OrderChanged) => void): void => {
  useEffect(() => {
    hearers.add(hear);
    return () => {
      hearers.delete(hear);
    };
  }, [hear]);
};

/** Called when changes were missed: what is shown has to be asked for again. */
export const useMissedChanges = (ask: () => void): void => {
  useEffect(() => {
    missers.add(ask);
    return () => {
      missers.delete(ask);
    };
  }, [ask]);
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useLiveState = (): Snapshot =>
  useSyncExternalStore(
    watch,
    () => snapshot,
    () => server,
  );
