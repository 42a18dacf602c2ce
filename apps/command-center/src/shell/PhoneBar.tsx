'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PlaceCount } from './PlaceCount.tsx';
import { PlaceIcon } from './PlaceIcon.tsx';
import { isOpen } from './places.ts';
import { usePlaces } from './use-places.ts';
import type { Place } from './places.ts';
import styles from './PhoneBar.module.css';
import { homeRoles } from './roles.ts';
import { Sheet } from './Sheet.tsx';
import { useHomeAddress, useHomeRole } from './use-home-role.ts';

const onTheBar: readonly string[] = ['home', 'alerts', 'orders', 'exceptions'];

/** The navigation of a phone: four places under the thumb, the others one touch further. */
export const PhoneBar = () => {
  const t = useTranslations('nav');
  const shell = useTranslations('shell');
  const places = useTranslations('places');
  const groups = useTranslations('placeGroups');
  const roles = useTranslations('roles');
  const path = usePathname();
  const { groups: placeGroups, all: allPlaces } = usePlaces();
  const role = useHomeRole();
  const address = useHomeAddress();
  const [open, setOpen] = useState(false);
  const bar = allPlaces.filter((place) => onTheBar.includes(place.key));
  const elsewhere = !bar.some((place) => isOpen(place, path));
  const close = (): void => setOpen(false);

  const link = (place: Place) => (
    <Link key={place.key} href={place.path} aria-current={isOpen(place, path) ? 'page' : undefined} onClick={close}>
      <PlaceIcon of={place.key} />
      <span>{places(place.key)}</span>
      <PlaceCount of={place.key} />
    </Link>
  );

  return (
    <>
      <nav className={styles['bar']} aria-label={shell('places')}>
        {bar.map(link)}
        <button type="button" aria-haspopup="dialog" aria-expanded={open} data-on={elsewhere} onClick={() => setOpen(true)}>
          <PlaceIcon of="more" />
          <span>{t('more')}</span>
        </button>
      </nav>
      <Sheet title={t('allPlaces')} open={open} onClose={close}>
        <nav className={styles['all']} aria-label={t('allPlaces')}>
          {placeGroups.map((group) => (
            <section key={group.key}>
              {group.key !== 'day' && <h3>{groups(group.key)}</h3>}
              <div className={styles['grid']}>{group.places.map(link)}</div>
            </section>
          ))}
          <section>
            <h3>{t('homes')}</h3>
            <div className={styles['roles']}>
              {homeRoles.map((each) => (
                <Link key={each} href={address(each)} aria-current={path === '/' && each === role ? 'true' : undefined} onClick={close}>
                  {roles(each)}
                </Link>
              ))}
            </div>
          </section>
        </nav>
      </Sheet>
    </>
  );
};
