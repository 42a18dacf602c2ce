'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { tinykeys } from 'tinykeys';
import styles from './GoKeys.module.css';
import { isTyping } from './is-typing.ts';
import { usePlaces } from './use-places.ts';
import { Sheet } from './Sheet.tsx';

/** The keyboard all through: g and a letter go to a place, ? shows what the keys do. */
export const GoKeys = () => {
  const t = useTranslations('nav');
  const places = useTranslations('places');
  const router = useRouter();
  const { all: allPlaces } = usePlaces();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const unless = (act: () => void) => (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.isComposing) return;
      event.preventDefault();
      act();
    };
    return tinykeys(window, {
      ...Object.fromEntries(allPlaces.map((place) => [`g ${place.go}`, unless(() => router.push(place.path))])),
      'Shift+?': unless(() => setOpen(true)),
    });
  }, [router, allPlaces]);

  const others: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
    { keys: ['⌘', 'K'], does: t('keySearch') },
    { keys: ['J', 'K'], does: t('keyRows') },
    { keys: ['Enter'], does: t('keyOpen') },
    { keys: ['?'], does: t('keyHelp') },
    { keys: ['Esc'], does: t('keyClose') },
  ];
  return (
    <Sheet title={t('keys')} open={open} onClose={() => setOpen(false)}>
      <div className={styles['columns']}>
        <ul>
          {allPlaces.map((place) => (
            <li key={place.key}>
              <Keys of={['G', place.go.toUpperCase()]} />
              {t('goTo', { place: places(place.key) })}
            </li>
          ))}
        </ul>
        <ul>
          {others.map((each) => (
            <li key={each.does}>
              <Keys of={each.keys} />
              {each.does}
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
};

const Keys = ({ of }: { readonly of: readonly string[] }) => (
  <span className={styles['keys']}>
    {of.map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </span>
);
