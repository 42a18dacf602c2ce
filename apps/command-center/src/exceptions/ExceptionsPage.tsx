'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useIsPhone } from '../orders/use-is-phone.ts';
import { useRowKeys } from '../orders/use-row-keys.ts';
import { useTableRoom } from '../orders/use-table-room.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { BatchBar } from './BatchBar.tsx';
import { FilterBar } from './FilterBar.tsx';
import { ItemsPhoneList } from './ItemsPhoneList.tsx';
import { ItemsTable } from './ItemsTable.tsx';
import { PoolRail } from './PoolRail.tsx';
import { itemsKey, useItemsCount, useWorkItems } from './use-work-items.ts';
import { emptyView, filterOf, isNarrowed, viewParsers } from './view.ts';
import styles from '../parts/ListPage.module.css';

const ItemDrawer = dynamic(() => import('./ItemDrawer.tsx').then((module) => module.ItemDrawer), { ssr: false });

export const ExceptionsPage = () => {
  const t = useTranslations('exceptions');
  const queries = useQueryClient();
  const phone = useIsPhone();
  const [view, setView] = useQueryStates(viewParsers, { history: 'push' });
  const { item: _open, ...listed } = view;
  const key = JSON.stringify(listed);
  // The open drawer is part of the address, not of the list.
  const filter = useMemo(() => filterOf({ ...emptyView, ...JSON.parse(key) }), [key]);
  const items = useWorkItems(filter);
  const { rows, total, hasNextPage, isFetchingNextPage, fetchNextPage } = items;
  const counted = useItemsCount(filter).data;
  const [active, setActive] = useState(-1);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [box, room] = useTableRoom();

  useEffect(() => {
    setActive(-1);
    setChosen([]);
  }, [key]);

  const waiting = counted !== undefined && total !== undefined && counted !== total && !items.isFetching;
  const refresh = useCallback((): void => {
    setActive(-1);
    setChosen([]);
    void queries.resetQueries({ queryKey: itemsKey(filter) });
  }, [filter, queries]);
  // In an empty list nothing can move under the cursor.
  useEffect(() => {
    if (waiting && rows.length === 0) refresh();
  }, [refresh, rows.length, waiting]);

  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const open = useCallback((id: string) => void setView({ item: id }), [setView]);
  const toggle = (id: string): void => setChosen((ids) => (ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]));
  useRowKeys({
    count: rows.length,
    active,
    move: setActive,
    open: (index) => {
      const row = rows[index];
      if (row !== undefined) open(row.id);
    },
    pick: (index) => {
      const row = rows[index];
      if (row !== undefined && row.closedAt === null) toggle(row.id);
    },
    pickAll: () => setChosen(rows.filter((row) => row.closedAt === null).map((row) => row.id)),
    clear: () => setChosen([]),
  });

  return (
    <div className={styles['page']} data-room>
      <header className={styles['head']}>
        <h1>{t('title')}</h1>
      </header>
      <div className={styles['columns']}>
        <PoolRail current={view.pool} />
        <div className={styles['list']}>
          <div className={styles['bar']}>
            <FilterBar view={view} onChange={(change) => void setView(change)} />
            <span className={styles['count']} role="status">
              {total !== undefined && t('total', { count: total })}
              {waiting && rows.length > 0 && (
                <Button size="small" type="primary" ghost className={styles['pill'] ?? ''} onClick={refresh}>
                  {t('changed', { more: Math.max(0, counted - total) })}
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
                {chosen.length > 0 ? (
                  <BatchBar rows={rows.filter((row) => chosen.includes(row.id))} onDone={() => setChosen([])} />
                ) : (
                  <span className={styles['keys']}>{t('keys')}</span>
                )}
                <span>
                  <SourceAge at={items.dataUpdatedAt} stale={items.isError} /> ·{' '}
                  {t(hasNextPage ? 'loaded' : 'allLoaded', { count: rows.length })}
                </span>
              </footer>
            )}
          </Panel>
        </div>
      </div>
      {view.item !== null && <ItemDrawer id={view.item} onClose={() => void setView({ item: null })} />}
    </div>
  );

  function body() {
    if (items.isPending) return pad(<Loading rows={12} />);
    if (items.isError && rows.length === 0) return pad(<Trouble {...troubleOf(items.error)} onRetry={() => void items.refetch()} />);
    if (rows.length === 0) {
      if (!isNarrowed(view)) return pad(<Nothing>{t(view.pool === null ? 'noneAtAll' : 'noneInPool')}</Nothing>);
      const next = <Button onClick={() => void setView({ ...emptyView, pool: view.pool })}>{t('clear')}</Button>;
      return pad(<Nothing next={next}>{t('noneInFilter')}</Nothing>);
    }
    if (phone) return <ItemsPhoneList rows={rows} showPool={view.pool === null} onOpen={open} onNearEnd={more} />;
    return (
      <ItemsTable
        rows={rows}
        room={room}
        showPool={view.pool === null}
        active={active}
        chosen={chosen}
        onChoose={setChosen}
        onActivate={setActive}
        onOpen={open}
        onNearEnd={more}
      />
    );
  }

  function pad(children: React.ReactNode) {
    return <div className={styles['pad']}>{children}</div>;
  }
};
