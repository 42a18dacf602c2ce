'use client';

import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

interface RowKeys {
  readonly count: number;
  readonly active: number;
  readonly move: (index: number) => void;
  readonly open: (index: number) => void;
}

/** J and K walk the rows, Enter opens one. Keys typed into a field are left alone. */
export const useRowKeys = (keys: RowKeys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const step =
      (by: number) =>
      (event: KeyboardEvent): void => {
        if (isTyping(event)) return;
        const { count, active, move } = latest.current;
        if (count === 0) return;
        event.preventDefault();
        move(Math.min(count - 1, Math.max(0, active + by)));
      };
    const enter = (event: KeyboardEvent): void => {
      const { active, count, open } = latest.current;
      if (isTyping(event) || isControl(event) || active < 0 || active >= count) return;
      event.preventDefault();
      open(active);
    };
    return tinykeys(window, { j: step(1), k: step(-1), Enter: enter });
  }, []);
};

const isTyping = (event: KeyboardEvent): boolean =>
  event.isComposing ||
  (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable=true], [role=dialog]') !== null);

const isControl = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.closest('a, button, [role=menuitem]') !== null;
