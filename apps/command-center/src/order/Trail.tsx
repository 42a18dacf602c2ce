'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import type { OrdersPageQuery } from '../gql/graphql.ts';
import { ordersKey } from '../orders/use-orders.ts';
import { isFiltered, listAddress, orderAddress } from '../orders/view.ts';
import type { OrdersView } from '../orders/view.ts';
import styles from './Trail.module.css';

/** The way back to the list as it was, and its neighbours in that list. */
export const Trail = ({ id, view }: { readonly id: string; readonly view: OrdersView }) => {
  const t = useTranslations('order');
  const router = useRouter();
  const pages = useQueryClient().getQueryData<InfiniteData<OrdersPageQuery['orders']>>(ordersKey(view));
  const ids = pages?.pages.flatMap((page) => page.nodes.map((node) => node.id)) ?? [];
  const position = ids.indexOf(id);
  const previous = position > 0 ? ids[position - 1] : undefined;
  const next = position >= 0 ? ids[position + 1] : undefined;

  useEffect(() => {
    const go =
      (target: string | undefined) =>
      (event: KeyboardEvent): void => {
        if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [role=dialog]') !== null) return;
        if (target !== undefined) router.replace(orderAddress(target, view));
      };
    return tinykeys(window, { j: go(next), k: go(previous) });
  }, [next, previous, router, view]);

  return (
    <nav className={styles['trail']} aria-label={t('trail')}>
      <Link href={listAddress(view)}>
        <span className={styles['back']} aria-hidden>
          ‹{' '}
        </span>
        {t('orders')}
        {isFiltered(view) && ` / ${t('thisView', { count: pages?.pages[0]?.totalCount ?? 0, known: pages === undefined ? 'no' : 'yes' })}`}
      </Link>
      {position >= 0 && <span className={styles['position']}>{t('position', { position: position + 1 })}</span>}
      {previous !== undefined && (
        <Tooltip title={t('previous')}>
          <Link replace href={orderAddress(previous, view)} className={styles['key']} aria-label={t('previous')} prefetch={false}>
            K ↑
          </Link>
        </Tooltip>
      )}
      {next !== undefined && (
        <Tooltip title={t('next')}>
          <Link replace href={orderAddress(next, view)} className={styles['key']} aria-label={t('next')} prefetch={false}>
            J ↓
          </Link>
        </Tooltip>
      )}
    </nav>
  );
};
