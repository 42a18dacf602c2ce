'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { ask } from '../data/ask.ts';
import { StockCountsDocument, StockListDocument, WarehouseNamesDocument } from '../gql/graphql.ts';
import { useBoard, useLiveBoards } from '../data/use-board.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { DriftsPanel } from './DriftsPanel.tsx';
import styles from './inventory.module.css';
import { StockTable } from './StockTable.tsx';
import { stockFilter, stockParsers, stockViews, viewAsked } from './view.ts';

const pageSize = 100;
const searchPause = 300;

/** Stock by urgency: what runs out first, who waits for it, and where book and count disagree. */
export const InventoryPage = () => {
  const t = useTranslations('stock');
  const views = useTranslations('stockViews');
  const [view, setView] = useQueryStates(stockParsers, { history: 'replace' });
  useLiveBoards();
  const filter = stockFilter(view);
  const counts = useBoard('stock-counts', StockCountsDocument, filter, (result) => result.stockCounts);
  const list = useInfiniteQuery({
    queryKey: ['board', 'stock', view.view, filter],
    queryFn: async ({ signal, pageParam }) =>
      (await ask(StockListDocument, { ...filter, view: viewAsked(view), first: pageSize, after: pageParam }, signal)).data.stockList,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
    refetchInterval: 30_000,
  });
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  const total = list.data?.pages[0]?.totalCount ?? 0;
  const isFiltered = view.q !== '' || view.warehouse !== '' || view.view !== 'all';
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <h1>{t('title')}</h1>
        <div className={styles['tabs']} role="group" aria-label={t('views')}>
          {stockViews.map((key) => (
            <button
              key={key}
              type="button"
              className={styles['tab']}
              aria-pressed={view.view === key}
              onClick={() => void setView({ view: key })}
              data-view={key}
            >
              {views(key)} {counts.data?.[key].toLocaleString('en-US') ?? ''}
            </button>
          ))}
        </div>
        <div className={styles['tools']}>
          <SearchField value={view.q} onChange={(q) => void setView({ q })} />
          <WarehouseChoice value={view.warehouse} onChange={(warehouse) => void setView({ warehouse })} />
        </div>
      </div>
      {counts.data !== undefined && (
        <p className={styles['answer']}>
          {counts.data.short > 0
            ? t.rich('answerShort', { count: counts.data.short, low: counts.data.low, red: (words) => <b>{words}</b> })
            : t('answer', { low: counts.data.low, all: counts.data.all })}
        </p>
      )}
      <div className={styles['stack']}>
        <Panel title={t('list')} finding={t('listFinding')} aside={<SourceAge at={list.dataUpdatedAt} stale={list.isError} calm />}>
          {list.isPending && <Loading rows={8} />}
          {list.isError && rows.length === 0 && <Trouble {...troubleOf(list.error)} onRetry={() => void list.refetch()} />}
          {list.isSuccess && rows.length === 0 && (
            <Nothing
              next={
                isFiltered ? (
                  <Button size="small" onClick={() => void setView({ q: '', view: 'all', warehouse: '' })}>
                    {t('clear')}
                  </Button>
                ) : undefined
              }
            >
              {isFiltered ? t('noneFiltered') : t('none')}
            </Nothing>
          )}
          {rows.length > 0 && <StockTable rows={rows} />}
          {list.hasNextPage && (
            <Button className={styles['more']} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('more', { left: total - rows.length })}
            </Button>
          )}
        </Panel>
        <DriftsPanel warehouseId={filter.warehouseId} />
      </div>
    </div>
  );
};

const SearchField = ({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) => {
  const t = useTranslations('stock');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), searchPause);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <Input allowClear value={text} placeholder={t('search')} aria-label={t('search')} onChange={(event) => setText(event.target.value)} />
  );
};

const WarehouseChoice = ({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) => {
  const t = useTranslations('stock');
  const english = useLocale() === 'en';
  const { data } = useBoard('warehouse-names', WarehouseNamesDocument, {}, (result) => result.warehouses);
  return (
    <Select
      value={value}
      onChange={onChange}
      aria-label={t('warehouse')}
      style={{ minWidth: 130 }}
      options={[
        { value: '', label: t('allWarehouses') },
        ...(data ?? []).map((warehouse) => ({ value: warehouse.id, label: english ? warehouse.nameEn : warehouse.name })),
      ]}
    />
  );
};
