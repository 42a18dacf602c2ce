import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Mark } from '../parts/Mark.tsx';
import styles from './door.module.css';

interface DoorFrameProps {
  readonly refresh: { readonly href: string; readonly label: string; readonly asOf: string };
  readonly children: ReactNode;
}

/** The frame of the pages that open without sign-in: no script of ours, no navigation into the house. */
export const DoorFrame = ({ refresh, children }: DoorFrameProps) => {
  const t = useTranslations('product');
  return (
    <main className={styles['page']}>
      <div className={styles['brand']}>
        <Mark size={22} />
        <span>{t('name')}</span>
        <small>{refresh.asOf}</small>
        <a className={styles['link']} href={refresh.href}>
          {refresh.label}
        </a>
      </div>
      {children}
    </main>
  );
};
