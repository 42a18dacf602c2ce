'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { RequestFailure } from '../data/failures.ts';
import { Panel } from '../parts/Panel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { FilterBar } from './FilterBar.tsx';
import { OrdersPhoneList } from './OrdersPhoneList.tsx';
import { OrdersTable } from './OrdersTable.tsx';
import { useIsPhone } from './use-is-phone.ts';
import { useLiveRows } from './use-live-rows.ts';
import { ordersKey, useOrders } from './use-orders.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useTableRoom } from './use-table-room.ts';
import { emptyView, isFiltered, orderAddress, viewParsers } from './view.ts';
import { ViewTabs } from './ViewTabs.tsx';
import styles from './OrdersPage.module.css';

export const OrdersPage = () => {
  const t = useTranslations('orders');
  const router = useRouter();
  const queries = useQueryClient();
  const phone = useIsPhone();
  const [view, setView] = useQueryStates(viewParsers, { history: 'push' });
  const orders = useOrders(view);
  const { rows, total, exact, hasNextPage, isFetchingNextPage, fetchNextPage } = orders;
  const ids = useMemo(() => new Set(rows.map((row) => row.id)), [rows]);
  const { waiting, clear } = useLiveRows({ view, filter: orders.filter, ids, total, complete: orders.isSuccess && !hasNextPage });
  const [active, setActive] = useState(-1);
  const [box, room] = useTableRoom();

  useEffect(() => setActive(-1), [view]);

  // In an empty list nothing can move under the cursor: what arrives is shown at once.
  useEffect(() => {
    if (waiting === 0 || rows.length > 0) return;
    clear();
    void queries.invalidateQueries({ queryKey: ordersKey(view) });
  }, [waiting, rows.length, clear, queries, view]);

  const addressOf = useCallback((id: string) => orderAddress(id, view), [view]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useRowKeys({
    count: rows.length,
    active,
    move: setActive,
    open: (index) => {
      const row = rows[index];
      if (row !== undefined) router.push(addressOf(row.id));
    },
  });

  const showNew = (): void => {
    clear();
    setActive(-1);
    void queries.resetQueries({ queryKey: ordersKey(view) });
  };

  return (
    <div className={styles['page']} data-room>
      <ViewTabs view={view} onChange={(next) => void setView(next)} />
      <div className={styles['bar']}>
        <FilterBar view={view} onChange={(change) => void setView(change)} />
        <span className={styles['count']} role="status">
          {total !== undefined && <b>{t('total', { count: total, exact: exact ? 'yes' : 'no' })}</b>}
          {waiting > 0 && (
            <Button size="small" type="primary" ghost className={styles['pill'] ?? ''} onClick={showNew}>
              {t('arrived', { count: waiting })}
            </Button>
          )}
        </span>
      </div>
      <Panel flush>
        <div ref={box} className={styles['box']}>
          {body()}
        </div>
        {rows.length > 0 && (
          <footer className={styles['foot']}>
            <span className={styles['keys']}>{t('keys')}</span>
            <span>
              <SourceAge at={orders.dataUpdatedAt} stale={orders.isError} /> ·{' '}
              {hasNextPage ? t('loaded', { count: rows.length }) : t('allLoaded', { count: rows.length })}
            </span>
          </footer>
        )}
      </Panel>
    </div>
  );

  function body() {
    if (orders.isPending)
      return (
        <div className={styles['pad']}>
          <Loading rows={12} />
        </div>
      );
    if (orders.isError && rows.length === 0) {
      const failure = orders.error instanceof RequestFailure ? orders.error : new RequestFailure('rejected', 'UNKNOWN');
      return (
        <div className={styles['pad']}>
          <Trouble kind={failure.kind} code={failure.code} onRetry={() => void orders.refetch()} />
        </div>
      );
    }
    if (rows.length === 0) {
      return (
        <div className={styles['pad']}>
          {isFiltered(view) ? (
            <Nothing next={<Button onClick={() => void setView(emptyView)}>{t('clearAll')}</Button>}>{t('noneInView')}</Nothing>
          ) : (
            <Nothing>{t('noneYet')}</Nothing>
          )}
        </div>
      );
    }
    if (phone) return <OrdersPhoneList rows={rows} onNearEnd={more} addressOf={addressOf} />;
    return <OrdersTable rows={rows} room={room} active={active} onActivate={setActive} onNearEnd={more} addressOf={addressOf} />;
  }
};
