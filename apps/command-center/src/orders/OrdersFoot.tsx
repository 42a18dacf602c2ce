'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SourceAge } from '../parts/SourceAge.tsx';
import styles from './OrdersPage.module.css';

interface OrdersFootProps {
  readonly at: number;
  readonly stale: boolean;
  readonly loaded: number;
  readonly more: boolean;
  readonly children: ReactNode;
}

export const OrdersFoot = ({ at, stale, loaded, more, children }: OrdersFootProps) => {
  const t = useTranslations('orders');
  return (
    <footer className={styles['foot']}>
      {children}
      <span className={styles['age']}>
        <SourceAge at={at} stale={stale} /> · {more ? t('loaded', { count: loaded }) : t('allLoaded', { count: loaded })}
      </span>
    </footer>
  );
};
