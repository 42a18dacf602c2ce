'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useLiveConnection } from '../data/live.ts';
import type { Account } from '../gateway.ts';
import { Mark } from '../parts/Mark.tsx';
import { PaletteDoor } from '../palette/PaletteDoor.tsx';
import { AccountContext } from './account.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { GoKeys } from './GoKeys.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { LiveDot } from './LiveDot.tsx';
import { PhoneBar } from './PhoneBar.tsx';
import { RoleSwitch } from './RoleSwitch.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SideNav } from './SideNav.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import styles from './Shell.module.css';
import type { ReactNode } from 'react';

interface ShellProps {
  readonly account: Account | undefined;
  readonly children: ReactNode;
}

export const Shell = ({ account, children }: ShellProps) => {
  const t = useTranslations('shell');
  useLiveConnection();
  return (
    <AccountContext value={account}>
      <div className={styles['app']}>
        <a className={styles['skip']} href="#main">
          {t('skip')}
        </a>
        <SideNav />
        <header className={styles['header']}>
          <Link href="/" className={styles['small']} aria-label={t('brand')}>
            <Mark size={26} />
          </Link>
          <SearchBox />
          <span className={styles['space']} />
          <LiveDot />
          <RoleSwitch />
          <LanguageSwitch />
          <ThemeSwitch />
          <AccountMenu account={account} />
        </header>
        <main id="main" className={styles['main']} tabIndex={-1}>
          {children}
        </main>
        <PhoneBar />
        <GoKeys />
        <PaletteDoor />
      </div>
    </AccountContext>
  );
};
