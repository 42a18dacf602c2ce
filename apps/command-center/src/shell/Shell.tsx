'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useLiveConnection } from '../data/live.ts';
import type { Account } from '../gateway.ts';
import { Mark } from '../parts/Mark.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { LiveDot } from './LiveDot.tsx';
import { SearchBox } from './SearchBox.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { GateNav } from './GateNav.tsx';
import { isOpen, placeGroups } from './places.ts';
import styles from './Shell.module.css';
import type { ReactNode } from 'react';

interface ShellProps {
  readonly account: Account | undefined;
  readonly children: ReactNode;
}

export const Shell = ({ account, children }: ShellProps) => {
  const t = useTranslations('shell');
  const places = useTranslations('places');
  const groups = useTranslations('placeGroups');
  const path = usePathname();
  useLiveConnection();
  return (
    <div className={styles['app']}>
      <a className={styles['skip']} href="#main">
        {t('skip')}
      </a>
      <nav className={styles['nav']} aria-label={t('places')}>
        <Link href="/" className={styles['logo']}>
          <Mark size={26} />
          <span>
            {t('brand')}
            <small>{t('brandLatin')}</small>
          </span>
        </Link>
        {placeGroups.map((group) => (
          <ul key={group.key} className={styles['group']} aria-label={group.key === 'day' ? undefined : groups(group.key)}>
            {group.places.map((place) => (
              <li key={place.key}>
                <Link href={place.path} className={styles['place']} aria-current={isOpen(place, path) ? 'page' : undefined}>
                  {places(place.key)}
                </Link>
              </li>
            ))}
          </ul>
        ))}
        <GateNav />
      </nav>
      <header className={styles['header']}>
        <Link href="/" className={styles['small']} aria-label={t('brand')}>
          <Mark size={26} />
        </Link>
        <SearchBox />
        <span className={styles['space']} />
        <LiveDot />
        <LanguageSwitch />
        <ThemeSwitch />
        <AccountMenu account={account} />
      </header>
      <main id="main" className={styles['main']}>
        {children}
      </main>
    </div>
  );
};
