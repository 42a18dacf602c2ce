'use client';

import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

interface RowKeys {
  readonly count: number;
  readonly active: number;
  readonly move: (index: number) => void;
  readonly open: (index: number) => void;
  readonly pick: (index: number, range: boolean) => void;
  readonly pickAll: () => void;
  readonly clear: () => void;
}

/** J and K walk the rows, X picks one (with Shift a range), Enter opens one, Escape puts all back. Keys typed into a field are left alone. */
export const useRowKeys = (keys: RowKeys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const unless =
      (act: (keys: RowKeys) => void) =>
      (event: KeyboardEvent): void => {
        if (isTyping(event) || latest.current.count === 0) return;
        event.preventDefault();
        act(latest.current);
      };
    const step = (by: number) => unless(({ count, active, move }) => move(Math.min(count - 1, Math.max(0, active + by))));
    const pick = (range: boolean) => unless(({ active, pick: toggle }) => active >= 0 && toggle(active, range));
    const enter = (event: KeyboardEvent): void => {
      const { active, count, open } = latest.current;
      if (isTyping(event) || isControl(event) || active < 0 || active >= count) return;
      event.preventDefault();
      open(active);
    };
    const down = onGrid(step(1));
    const up = onGrid(step(-1));
    return tinykeys(window, {
      j: step(1),
      k: step(-1),
      ArrowDown: down,
      ArrowUp: up,
      x: pick(false),
      'Shift+x': pick(true),
      'Shift+X': pick(true),
      '$mod+a': onGrid(unless(({ pickAll }) => pickAll())),
      Escape: unless(({ clear }) => clear()),
      Enter: enter,
    });
  }, []);
};

// The page itself scrolls by arrows and selects by Ctrl A: only inside the list they mean the rows.
const onGrid =
  (act: (event: KeyboardEvent) => void) =>
  (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLElement && event.target.closest('[role=grid]') !== null) act(event);
  };

const isControl = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.closest('a, button, [role=menuitem]') !== null;

// A check box takes no text: after a click on one the keys still walk the rows.
const isTyping = (event: KeyboardEvent): boolean =>
  event.isComposing ||
  (event.target instanceof HTMLElement &&
    event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog, [role=dialog]') !== null);
