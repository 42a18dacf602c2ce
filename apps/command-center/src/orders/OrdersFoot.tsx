'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SourceAge } from '../parts/SourceAge.tsx';
import styles from '../parts/ListPage.module.css';

interface OrdersFootProps {
  readonly batch: boolean;
  readonly at: number;
  readonly stale: boolean;
  readonly loaded: number;
  readonly more: boolean;
  readonly children: ReactNode;
}

export const OrdersFoot = ({ batch, at, stale, loaded, more, children }: OrdersFootProps) => {
  const t = useTranslations('orders');
  return (
    <footer className={styles['foot']} data-batch={batch}>
      {children}
      <span className={styles['age']}>
        <SourceAge at={at} stale={stale} /> · {more ? t('loaded', { count: loaded }) : t('allLoaded', { count: loaded })}
      </span>
    </footer>
  );
};
