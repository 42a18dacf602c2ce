'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useState } from 'react';
import { tinykeys } from 'tinykeys';

const load = () => import('./Palette.tsx').then((file) => file.Palette);
const Palette = dynamic(load, { ssr: false });

export const openPaletteEvent = 'hub:palette';

/** Opens the palette on Ctrl or Cmd K from anywhere, and on the event that the search box sends. Its code comes when it is first wanted. */
export const PaletteDoor = () => {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  const show = useCallback(() => {
    setWanted(true);
    setOpen(true);
  }, []);
  useEffect(() => {
    const toggle = (event: KeyboardEvent): void => {
      // While a Chinese input method composes, K is a letter of its syllable.
      if (event.isComposing) return;
      event.preventDefault();
      setWanted(true);
      setOpen((now) => !now);
    };
    window.addEventListener(openPaletteEvent, show);
    const keys = tinykeys(window, { '$mod+k': toggle });
    return () => {
      window.removeEventListener(openPaletteEvent, show);
      keys();
    };
  }, [show]);
  return wanted ? <Palette open={open} onClose={() => setOpen(false)} /> : null;
};
