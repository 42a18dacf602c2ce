'use client';

import { useEffect, useRef } from 'react';
import { isMany } from './pasted-numbers.ts';

/** Several numbers pasted anywhere on the list, outside of a field, are looked up. */
export const usePaste = (onNumbers: (text: string) => void): void => {
  const latest = useRef(onNumbers);
  latest.current = onNumbers;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input:not([type=checkbox]), textarea, [contenteditable=true]') !== null
      )
        return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isMany(text)) return;
      event.preventDefault();
      latest.current(text);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, []);
};
