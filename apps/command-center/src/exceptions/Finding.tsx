'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { WorkItemPoolsQuery } from '../gql/graphql.ts';
import { usePools } from './use-work-items.ts';
import { emptyView, itemsAddress } from './view.ts';
import styles from './Finding.module.css';

type Pool = WorkItemPoolsQuery['workItemPools'][number];

/** The sentence that one came for: how many are past their time, how many nobody works on, how many are mine. Each figure opens its rows (law L1). */
export const Finding = () => {
  const t = useTranslations('exceptions');
  const { data } = usePools();
  if (data === undefined) return null;
  const sum = (of: (pool: Pool) => number): number => data.reduce((total, pool) => total + of(pool), 0);
  const figures = [
    { key: 'overdue', count: sum((pool) => pool.overdue), address: itemsAddress({ ...emptyView, overdue: true }), words: t('findOverdue') },
    { key: 'free', count: sum((pool) => pool.unassigned), address: itemsAddress({ ...emptyView, who: 'none' }), words: t('findFree') },
    { key: 'mine', count: sum((pool) => pool.mine), address: itemsAddress({ ...emptyView, who: 'me' }), words: t('findMine') },
  ];
  return (
    <p className={styles['finding']}>
      {figures.map((figure) => (
        <Link key={figure.key} href={figure.address} data-late={figure.key === 'overdue' && figure.count > 0}>
          {figure.words} <b>{figure.count}</b>
        </Link>
      ))}
    </p>
  );
};
