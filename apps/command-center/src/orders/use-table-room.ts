'use client';

import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

const below = 96;
const least = 240;

interface Room {
  readonly width: number;
  readonly height: number;
}

/** What is left of the window under the table's head: the rows scroll, the page does not. */
export const useTableRoom = (): readonly [RefObject<HTMLDivElement | null>, Room] => {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room>({ width: 1180, height: 640 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => {
      const { top, width } = element.getBoundingClientRect();
      const next = { width: Math.floor(width), height: Math.max(least, Math.floor(window.innerHeight - top - below)) };
      setRoom((now) => (now.width === next.width && now.height === next.height ? now : next));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    watcher.observe(element);
    // The bars above the table grow when conditions wrap: the table moves without changing its own size.
    const above = element.closest('[data-room]');
    if (above !== null) for (const child of above.children) watcher.observe(child);
    window.addEventListener('resize', measure);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, []);
  return [box, room];
};
