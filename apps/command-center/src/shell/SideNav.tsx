'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Mark } from '../parts/Mark.tsx';
import { GateNav } from './GateNav.tsx';
import { PlaceCount } from './PlaceCount.tsx';
import { PlaceIcon } from './PlaceIcon.tsx';
import { isOpen } from './places.ts';
import { usePlaces } from './use-places.ts';
import styles from './SideNav.module.css';

/** The places in words; between a phone and a desk, pictures with their names below. */
export const SideNav = () => {
  const t = useTranslations('shell');
  const places = useTranslations('places');
  const groups = useTranslations('placeGroups');
  const path = usePathname();
  const { groups: placeGroups } = usePlaces();
  return (
    <nav className={styles['nav']} aria-label={t('places')}>
      <Link href="/" className={styles['logo']}>
        <Mark size={26} />
        <span>
          {t('brand')}
          <small>{t('brandLatin')}</small>
        </span>
      </Link>
      {placeGroups.map((group) => (
        <div key={group.key} className={styles['group']}>
          {group.key !== 'day' && <h2>{groups(group.key)}</h2>}
          <ul>
            {group.places.map((place) => (
              <li key={place.key}>
                <Link href={place.path} className={styles['place']} aria-current={isOpen(place, path) ? 'page' : undefined}>
                  <PlaceIcon of={place.key} />
                  <span className={styles['name']}>{places(place.key)}</span>
                  <PlaceCount of={place.key} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {path.startsWith('/orders') && <GateNav />}
    </nav>
  );
};
