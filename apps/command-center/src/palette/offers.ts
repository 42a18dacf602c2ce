'use client';

import { useEffect, useSyncExternalStore } from 'react';

/** A deed that the page under the palette offers for what is open or picked there. */
export interface Offer {
  readonly key: string;
  /** What it does, with its object: "hold 3 selected orders". */
  readonly label: string;
  readonly run: () => void;
}

const pages = new Map<symbol, readonly Offer[]>();
const watchers = new Set<() => void>();
let all: readonly Offer[] = [];
const none: readonly Offer[] = [];

const change = (): void => {
  all = [...pages.values()].flat();
  for (const each of watchers) each();
};

/** Puts these deeds into the palette while the page that calls is mounted. Pass a remembered list: each new one is told anew. */
export const useOffers = (offers: readonly Offer[]): void => {
  useEffect(() => {
    const page = Symbol();
    pages.set(page, offers);
    change();
    return () => {
      pages.delete(page);
      change();
    };
  }, [offers]);
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useAllOffers = (): readonly Offer[] =>
  useSyncExternalStore(
    watch,
    () => all,
    () => none,
  );
