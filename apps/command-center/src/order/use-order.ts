'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useMissedChanges, useOrderChanges } from '../data/live.ts';
import type { OrderChanged } from '../data/live.ts';
import { useQuestion } from '../data/use-question.ts';
import { partQuestion } from './questions.ts';
import type { PartOf } from './questions.ts';

/** Parts beyond the twin and the owner answer at once or say that they do not. */
export const usePart = <Part extends { readonly id: string }>(part: PartOf<Part>) => useQuestion(partQuestion(part), { retry: false });

const mergeMs = 120;

/** Asks again for every part of this order when the live stream names it. */
export const useOrderLive = (id: string): void => {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useOrderChanges(
    useCallback(
      (change: OrderChanged) => {
        if (change.id !== id) return;
        timer.current ??= setTimeout(() => {
          timer.current = undefined;
          void queries.invalidateQueries({ queryKey: ['order', id] });
        }, mergeMs);
      },
      [id, queries],
    ),
  );
  useMissedChanges(useCallback(() => void queries.invalidateQueries({ queryKey: ['order', id] }), [id, queries]));
  useEffect(() => () => clearTimeout(timer.current), []);
};
