'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { WarehousesDocument, WarehouseStocksDocument } from '../gql/graphql.ts';
import type { WarehouseFieldsFragment, WarehouseStocksQuery } from '../gql/graphql.ts';
import { useBoard, useLiveBoards } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Sparkline } from '../parts/Sparkline.tsx';
import { SpanText } from '../parts/SpanText.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { asStep, isLate, warehouseAddress, warehouseDayAddress } from './steps.ts';
import { StepStrip } from './StepStrip.tsx';
import styles from './warehouses.module.css';

type Shelf = WarehouseStocksQuery['warehouses'][number];

/** The warehouses at a glance: how full, what stands at which step, how fast today. */
export const WarehousesPage = () => {
  const t = useTranslations('warehouses');
  const now = useNow();
  useLiveBoards();
  const query = useBoard('warehouses', WarehousesDocument, {}, (result) => result.warehouses);
  const stocks = useBoard('warehouse-stocks', WarehouseStocksDocument, {}, (result) => result.warehouses);
  const late = (query.data ?? []).filter((each) =>
    each.steps.some((one) => {
      const step = asStep(one.step);
      return step !== undefined && isLate(step, one.oldestAt, now);
    }),
  );
  const english = useLocale() === 'en';
  const names = late.map((each) => (english ? each.nameEn : each.name)).join(english ? ', ' : '、');
  return (
    <div className={styles['page']}>
      <h1 className={styles['answer']}>
        {query.data === undefined
          ? t('title')
          : late.length === 0
            ? t('answer', { count: query.data.length })
            : t.rich('answerLate', { names, red: (words) => <b>{words}</b> })}
      </h1>
      <BoardPanel
        id="warehouses"
        title={t('title')}
        finding={t('finding')}
        query={query}
        rows={8}
        empty={(data) => (data.length === 0 ? t('none') : undefined)}
      >
        {(data) => (
          <ul>
            {data.map((warehouse) => (
              <WarehouseRow key={warehouse.id} warehouse={warehouse} shelf={stocks.data?.find((each) => each.id === warehouse.id)} />
            ))}
          </ul>
        )}
      </BoardPanel>
    </div>
  );
};

const WarehouseRow = ({ warehouse, shelf }: { readonly warehouse: WarehouseFieldsFragment; readonly shelf: Shelf | undefined }) => {
  const t = useTranslations('warehouses');
  const english = useLocale() === 'en';
  return (
    <li className={styles['row']} data-row-key={warehouse.id}>
      <span className={styles['name']}>
        <Link href={warehouseAddress(warehouse.id)}>{english ? warehouse.nameEn : warehouse.name}</Link>
        <small>
          {t('keeper', { name: warehouse.keeper })}
          {warehouse.coldChain && ` · ${t('cold')}`}
        </small>
        {!warehouse.takingOrders && <StateChip tone="red">{t('stopped')}</StateChip>}
      </span>
      <Occupancy warehouseId={warehouse.id} shelf={shelf} limit={warehouse.occupancyLimit} />
      <StepStrip warehouseId={warehouse.id} steps={warehouse.steps} />
      <DayFigures warehouse={warehouse} />
    </li>
  );
};

interface OccupancyProps {
  readonly warehouseId: string;
  readonly shelf: Shelf | undefined;
  readonly limit: number;
}

/** How much of what lies there is promised, against the limit of the rule in force. */
export const Occupancy = ({ warehouseId, shelf, limit }: OccupancyProps) => {
  const t = useTranslations('warehouses');
  if (shelf === undefined) return <span className={styles['quiet']}>{t('noStock')}</span>;
  const share = shelf.occupancy ?? 0;
  const over = share > limit;
  return (
    <span className={styles['load']}>
      <span>
        <Link href={`/inventory?warehouse=${encodeURIComponent(warehouseId)}`} className={styles['door']}>
          {t('occupancy', { share: Math.round(share * 1000) / 10 })}
        </Link>{' '}
        {over && <StateChip tone="red">{t('overLimit', { limit: Math.round(limit * 100) })}</StateChip>}
        {shelf.openDrifts > 0 && <StateChip tone="amber">{t('drifts', { count: shelf.openDrifts })}</StateChip>}
      </span>
      <span
        className={styles['bar']}
        data-over={over}
        role="img"
        aria-label={t('barLabel', { share: Math.round(share * 100), limit: Math.round(limit * 100) })}
      >
        <i style={{ width: `${Math.min(100, share * 100)}%` }} />
        <u style={{ left: `${limit * 100}%` }} />
      </span>
      <span className={styles['quiet']}>{t('units', { allocated: shelf.allocated, onHand: shelf.onHand })}</span>
    </span>
  );
};

const DayFigures = ({ warehouse }: { readonly warehouse: WarehouseFieldsFragment }) => {
  const t = useTranslations('warehouses');
  const { day } = warehouse;
  const change = day.outbound - day.outboundYesterday;
  return (
    <span className={styles['day']}>
      <span>
        <Link href={warehouseDayAddress(warehouse.id, day.day)} className={styles['door']}>
          <b>{day.outbound.toLocaleString('en-US')}</b>
        </Link>{' '}
        {t('outbound')}
      </span>
      <Sparkline values={day.byHour} label={t('byHour', { most: Math.max(...day.byHour) })} width={120} />
      <span className={styles['notes']}>
        <span>{t('change', { change: `${change >= 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en-US')}` })}</span>
        {day.medianWorkMs != null && (
          <span>
            {t('work')} <SpanText span={spanOf(day.medianWorkMs)} />
          </span>
        )}
      </span>
    </span>
  );
};
