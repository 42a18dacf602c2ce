'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { count, percent } from '../format/figures.ts';
import { WarehousesDocument, WarehouseStocksDocument } from '../gql/graphql.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { ThresholdBar } from '../parts/ThresholdBar.tsx';
import styles from './LoadPanel.module.css';
import { useBoard } from '../data/use-board.ts';

/** The warehouses' load: how full each is against its limit, what stands in it, what left today. */
export const LoadPanel = () => {
  const t = useTranslations('roleHome');
  const english = useLocale() === 'en';
  const query = useBoard('warehouse-load', WarehousesDocument, {}, (result) => result.warehouses);
  const stocks = useBoard('warehouse-stocks', WarehouseStocksDocument, {}, (result) => result.warehouses);
  const occupancyOf = (id: string): number | undefined => stocks.data?.find((each) => each.id === id)?.occupancy ?? undefined;
  return (
    <BoardPanel
      id="load"
      title={t('load')}
      query={query}
      finding={t('loadWhat')}
      empty={(warehouses) => (warehouses.length === 0 ? t('noWarehouses') : undefined)}
    >
      {(warehouses) => (
        <ul className={styles['load']}>
          {warehouses.map((warehouse) => {
            const occupancy = occupancyOf(warehouse.id);
            const limit = warehouse.occupancyLimit;
            const inside = warehouse.steps.reduce((sum, step) => sum + step.orders, 0);
            const level = occupancy === undefined || occupancy < limit * 0.9 ? 'GREEN' : occupancy >= limit ? 'RED' : 'ORANGE';
            return (
              <li key={warehouse.id}>
                <Link href={`/warehouses/${encodeURIComponent(warehouse.id)}`} prefetch={false}>
                  {english ? warehouse.nameEn : warehouse.name}
                </Link>
                <span data-level={level}>{occupancy === undefined ? t('noOccupancy') : percent(occupancy)}</span>
                <ThresholdBar value={occupancy ?? 0} orangeFrom={limit * 0.9} redFrom={limit} level={level} />
                <small>
                  {t('inside', { count: count(inside) })} ·{' '}
                  {t('outToday', { count: count(warehouse.day.outbound), yesterday: count(warehouse.day.outboundYesterday) })}
                  {!warehouse.takingOrders && <b> · {t('closed')}</b>}
                </small>
              </li>
            );
          })}
        </ul>
      )}
    </BoardPanel>
  );
};
