'use client';

import { FilterOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Panel } from '../parts/Panel.tsx';
import { BatchBar } from './BatchBar.tsx';
import type { BulkWish } from './bulk/BulkSheet.tsx';
import type { BulkDeedKey } from './bulk/bulk-deeds.ts';
import { FilterBar } from './FilterBar.tsx';
import { OrdersGrid } from './grid/OrdersGrid.tsx';
import { lookupOf } from './lookups.ts';
import { OrdersBody } from './OrdersBody.tsx';
import { OrdersFoot } from './OrdersFoot.tsx';
import { OrdersPhoneList } from './OrdersPhoneList.tsx';
import { OrdersTotals } from './OrdersTotals.tsx';
import type { Ask } from './RowDeeds.tsx';
import { SetBanner } from './SetBanner.tsx';
import { SortMenu } from './SortMenu.tsx';
import { useIsPhone } from './use-is-phone.ts';
import { useListOffers } from './use-list-offers.ts';
import { useLiveRows } from './use-live-rows.ts';
import { useLookUp } from './use-look-up.ts';
import { ordersKey } from './questions.ts';
import { useOrders } from './use-orders.ts';
import { usePaste } from './use-paste.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useSelection } from './use-selection.ts';
import { useTableRoom } from './use-table-room.ts';
import { emptyView, isFiltered, orderAddress, queryOf, viewParsers } from './view.ts';
import { sortOf } from './view-filter.ts';
import { ColumnsMenu } from './views/ColumnsMenu.tsx';
import { useColumns } from './views/use-columns.ts';
import { ViewTabs } from './ViewTabs.tsx';
import styles from '../parts/ListPage.module.css';

const BulkSheet = dynamic(() => import('./bulk/BulkSheet.tsx').then((file) => file.BulkSheet), { ssr: false });
const DeedAsk = dynamic(() => import('./DeedAsk.tsx').then((file) => file.DeedAsk), { ssr: false });
const ExportSheet = dynamic(() => import('./export/ExportSheet.tsx').then((file) => file.ExportSheet), { ssr: false });
const FilterSheet = dynamic(() => import('./FilterSheet.tsx').then((file) => file.FilterSheet), { ssr: false });

type Dialog =
  { readonly kind: 'bulk'; readonly wish: BulkWish } | { readonly kind: 'export'; readonly picked: boolean } | { readonly kind: 'filters' };

export const OrdersPage = () => {
  const t = useTranslations('orders');
  const list = useTranslations('list');
  const router = useRouter();
  const queries = useQueryClient();
  const phone = useIsPhone();
  const [view, setView] = useQueryStates(viewParsers, { history: 'push' });
  const columns = useColumns(view);
  const orders = useOrders(view);
  const { rows, total, exact, filter, hasNextPage, isFetchingNextPage, fetchNextPage } = orders;
  const loaded = useMemo(() => rows.map((row) => row.id), [rows]);
  const ids = useMemo(() => new Set(loaded), [loaded]);
  const { waiting, clear } = useLiveRows({ view, filter, ids, total, complete: orders.isSuccess && !hasNextPage });
  const picking = useSelection(loaded);
  const { clear: putBack, pick, pickThese } = picking;
  const [tapPicks, setTapPicks] = useState(false);
  const [active, setActive] = useState(-1);
  const [asked, setAsked] = useState<Ask | undefined>(undefined);
  const [dialog, setDialog] = useState<Dialog | undefined>(undefined);
  const [box, room] = useTableRoom();
  const { lookUp } = useLookUp();
  usePaste((text) => void lookUp(text));

  const conditions = queryOf(view);
  useEffect(() => {
    setActive(-1);
    setTapPicks(false);
    // What was pasted is about to be acted on: it comes picked.
    const pasted = lookupOf(view.set);
    if (pasted === undefined) putBack();
    else pickThese(pasted.orderIds);
    // By the text of the conditions: columns and sort keep what is picked.
  }, [conditions]);

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
    open: (index) => rows[index] !== undefined && router.push(addressOf(rows[index].id)),
    pick: (index, range) => rows[index] !== undefined && pick(rows[index].id, range),
    pickAll: () => picking.pickLoaded(true),
    clear: putBack,
  });

  const showNew = (): void => {
    clear();
    setActive(-1);
    void queries.resetQueries({ queryKey: ordersKey(view) });
  };
  const { selection } = picking;
  const openBulk = useCallback(
    (deed: BulkDeedKey): void => {
      const target = selection.whole ? { filter } : { orderIds: [...selection.ids] };
      setDialog({ kind: 'bulk', wish: { deed, target } });
    },
    [filter, selection],
  );
  useListOffers({ picked: selection.whole ? (total ?? 0) : selection.ids.size, row: rows[active], onBulk: openBulk, onAsk: setAsked });
  const change = (next: Partial<typeof view>): void => void setView(next);
  const clearAll = (): void => change({ ...emptyView, sort: view.sort, cols: view.cols });
  const pickMode = tapPicks || (phone && picking.extent !== 'none');
  const anyPicked = picking.extent !== 'none';

  return (
    <div className={styles['page']} data-room>
      <ViewTabs view={view} columns={columns.shown} onChange={change}>
        {!phone && (
          <>
            <SortMenu sort={view.sort} onChange={(sort) => change({ sort })} />
            <ColumnsMenu columns={columns} onChange={(cols) => change({ cols })} />
            <Button onClick={() => setDialog({ kind: 'export', picked: false })}>{t('export')}</Button>
          </>
        )}
      </ViewTabs>
      {view.set !== '' && <SetBanner set={view.set} total={total} onClear={() => change({ set: '' })} />}
      {view.ids.length > 0 && (
        <p className={styles['given']}>
          {t('given', { count: view.ids.length })}{' '}
          <Button size="small" onClick={() => change({ ids: [] })}>
            {t('wholeList')}
          </Button>
        </p>
      )}
      <div className={styles['bar']}>
        {phone ? (
          <span className={styles['thumb']}>
            <Button
              icon={<FilterOutlined />}
              type={isFiltered(view) ? 'primary' : 'default'}
              ghost={isFiltered(view)}
              onClick={() => setDialog({ kind: 'filters' })}
            >
              {list('filters')}
            </Button>
            <Button
              onClick={() => {
                if (pickMode) putBack();
                setTapPicks(!pickMode);
              }}
            >
              {pickMode ? list('pickDone') : list('pickMode')}
            </Button>
          </span>
        ) : (
          <FilterBar view={view} onChange={change} />
        )}
        <OrdersTotals filter={filter} total={total} exact={exact} waiting={waiting} onShowNew={showNew} />
      </div>
      <Panel flush>
        <div ref={box} className={styles['box']}>
          <OrdersBody orders={orders} view={view} onClear={clearAll}>
            {phone ? (
              <OrdersPhoneList
                rows={rows}
                selection={picking.selection}
                picking={pickMode}
                onPick={(id) => pick(id, false)}
                onNearEnd={more}
                addressOf={addressOf}
              />
            ) : (
              <OrdersGrid
                rows={rows}
                total={exact ? total : undefined}
                columns={columns.shown}
                height={room.height}
                active={active}
                sort={view.sort}
                onSort={(sort) => change({ sort })}
                selection={picking.selection}
                extent={picking.extent}
                onPickAll={picking.pickLoaded}
                onNearEnd={more}
                onActivate={setActive}
                onPick={pick}
                onAsk={setAsked}
                addressOf={addressOf}
              />
            )}
          </OrdersBody>
        </div>
        {(rows.length > 0 || anyPicked) && (
          <OrdersFoot batch={anyPicked} at={orders.dataUpdatedAt} stale={orders.isError} loaded={rows.length} more={hasNextPage}>
            {anyPicked ? (
              <BatchBar
                picking={picking}
                total={total}
                exact={exact}
                onDeed={openBulk}
                onExport={() => setDialog({ kind: 'export', picked: true })}
              />
            ) : (
              <span className={styles['keys']}>{t('keys')}</span>
            )}
          </OrdersFoot>
        )}
      </Panel>
      {asked !== undefined && <DeedAsk ask={asked} onClose={() => setAsked(undefined)} />}
      {dialog?.kind === 'bulk' && <BulkSheet wish={dialog.wish} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'filters' && <FilterSheet open view={view} total={total} onChange={change} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'export' && (
        <ExportSheet
          filter={dialog.picked && !picking.selection.whole ? { ids: [...picking.selection.ids] } : filter}
          sort={sortOf(view)}
          columns={columns.shown}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
};
