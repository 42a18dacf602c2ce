'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import { tinykeys } from 'tinykeys';
import { ask } from '../data/ask.ts';
import { OrderNeighboursDocument } from '../gql/graphql.ts';
import { isFiltered, listAddress, orderAddress } from '../orders/view.ts';
import type { OrdersView } from '../orders/view.ts';
import { filterOf, sortOf } from '../orders/view-filter.ts';
import { isTyping } from '../shell/is-typing.ts';
import styles from './Trail.module.css';

/** The way back to the list as it was, and its neighbours in that list. */
export const Trail = ({ id, view }: { readonly id: string; readonly view: OrdersView }) => {
  const t = useTranslations('order');
  const more = useTranslations('orderTrail');
  const router = useRouter();
  const asked = JSON.stringify(view);
  const filter = useMemo(() => filterOf(view, Date.now()), [asked]);
  const { data } = useQuery({
    queryKey: ['order-neighbours', id, asked],
    queryFn: async ({ signal }) => (await ask(OrderNeighboursDocument, { id, filter, sort: sortOf(view) }, signal)).data.orderNeighbours,
    staleTime: 30_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const previous = data?.previous?.id;
  const next = data?.next?.id;

  useEffect(() => {
    const go =
      (target: string | undefined) =>
      (event: KeyboardEvent): void => {
        if (isTyping(event.target) || document.querySelector('[role=dialog], dialog[open]') !== null) return;
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
        {isFiltered(view) && ` / ${t('thisView', { count: data?.totalCount ?? 0, known: data === undefined ? 'no' : 'yes' })}`}
      </Link>
      {data?.position != null && (
        <span className={styles['position']}>
          {more('position', { position: data.position, total: data.totalCount, exact: data.totalIsExact ? 'yes' : 'no' })}
        </span>
      )}
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
