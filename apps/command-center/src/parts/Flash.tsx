'use client';

import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

interface FlashProps {
  /** What the cell shows, as one comparable value. */
  readonly of: string | number | boolean;
  readonly children: ReactNode;
}

/** Tints its content once when the value changes after the first showing; never moves it. */
export const Flash = ({ of, children }: FlashProps) => {
  const shown = useRef(of);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (shown.current === of) return;
    shown.current = of;
    setTurn((count) => count + 1);
  }, [of]);
  return (
    <span key={turn} className={turn === 0 ? undefined : 'flash'} style={{ borderRadius: 3 }}>
      {children}
    </span>
  );
};
