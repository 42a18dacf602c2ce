'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Rule } from './rules.ts';

interface Draft {
  readonly rules: readonly Rule[];
  readonly isChanged: boolean;
  readonly change: (rules: readonly Rule[]) => void;
  readonly drop: () => void;
}

const none: readonly Rule[] = [];

/** What a person has changed and not published. It outlives a reload, in this tab only, and belongs to the version that it was made from. */
export const useDraft = (system: string, version: number | undefined, published: readonly Rule[] | undefined): Draft => {
  const key = `mapping-draft:${system}@${version ?? 0}`;
  const [drafts, setDrafts] = useState<Readonly<Record<string, readonly Rule[] | undefined>>>({});

  useEffect(() => {
    const kept = window.sessionStorage.getItem(key);
    if (kept === null) return;
    const rules = readRules(kept);
    setDrafts((before) => (rules === undefined || before[key] !== undefined ? before : { ...before, [key]: rules }));
  }, [key]);

  const change = useCallback(
    (rules: readonly Rule[]): void => {
      window.sessionStorage.setItem(key, JSON.stringify(rules));
      setDrafts((before) => ({ ...before, [key]: rules }));
    },
    [key],
  );
  const drop = useCallback((): void => {
    window.sessionStorage.removeItem(key);
    setDrafts((before) => ({ ...before, [key]: undefined }));
  }, [key]);

  const rules = drafts[key] ?? published ?? none;
  return { rules, isChanged: drafts[key] !== undefined && JSON.stringify(drafts[key]) !== JSON.stringify(published), change, drop };
};

const readRules = (kept: string): readonly Rule[] | undefined => {
  try {
    const parsed: unknown = JSON.parse(kept);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};
