'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Loading, Trouble } from '../parts/WidgetState.tsx';
import { usePools } from './use-work-items.ts';
import { asPool, emptyView, itemsAddress, poolKeys } from './view.ts';
import type { PoolKey } from './view.ts';
import styles from './PoolRail.module.css';

/** The pools with what waits in each and its shortest clock; empty ones stand back, but stay in their place. */
export const PoolRail = ({ current }: { readonly current: PoolKey | null }) => {
  const t = useTranslations('exceptions');
  const names = useTranslations('pools');
  const pools = usePools();
  if (pools.isPending) return <Loading rows={8} />;
  if (pools.data === undefined) return <Trouble {...troubleOf(pools.error)} onRetry={() => void pools.refetch()} />;
  const counted = new Map(pools.data.map((pool) => [asPool(pool.pool), pool]));
  const open = pools.data.reduce((sum, pool) => sum + pool.open, 0);
  return (
    <nav className={styles['rail']} aria-label={t('pools')}>
      <ul>
        <li>
          <Link href={itemsAddress(emptyView)} aria-current={current === null ? 'page' : undefined} className={styles['pool']}>
            <span>{t('all')}</span>
            <b>{open}</b>
          </Link>
        </li>
        {poolKeys.flatMap((key) => {
          const pool = counted.get(key);
          if (pool === undefined) return [];
          return [
            <li key={key}>
              <Link
                href={itemsAddress({ ...emptyView, pool: key })}
                aria-current={current === key ? 'page' : undefined}
                className={styles['pool']}
                data-empty={pool.open === 0}
              >
                <span>{names(key)}</span>
                <b data-late={pool.overdue > 0}>{pool.open}</b>
                <small>
                  {pool.open > 0 && <TimeLeft dueAt={pool.oldestDueAt} />}
                  {pool.overdue > 0 && <em>{t('overdueIn', { count: pool.overdue })}</em>}
                </small>
              </Link>
            </li>,
          ];
        })}
      </ul>
    </nav>
  );
};
