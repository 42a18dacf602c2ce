'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import { SkuPageDocument } from '../gql/graphql.ts';
import type { SkuPageQuery } from '../gql/graphql.ts';
import { useBoard, useLiveBoards } from '../home/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { CandidateBars } from '../parts/CandidateBars.tsx';
import { driftCauses } from './drift-causes.ts';
import { DriftUnits } from './DriftUnits.tsx';
import { HoldersPanel } from './HoldersPanel.tsx';
import styles from './inventory.module.css';
import { LedgerPanel } from './LedgerPanel.tsx';
import { SettleButton } from './SettleButton.tsx';
import { waitingAddress } from './StockTable.tsx';
import { useWarehouseName } from './use-warehouse-name.ts';
import { stockAddress } from './view.ts';

type Sku = NonNullable<SkuPageQuery['skuStock']>;

/** One SKU: how long it lasts, where it lies, who holds it, who waits for it, and every change of its counters. */
export const SkuPage = ({ sku }: { readonly sku: string }) => {
  const t = useTranslations('skuPage');
  const stock = useTranslations('stock');
  const english = useLocale() === 'en';
  useLiveBoards();
  const query = useBoard('sku', SkuPageDocument, { sku }, (result) => result.skuStock ?? null);
  const found = query.data;
  return (
    <div className={styles['page']}>
      <p className={styles['quiet']}>
        <Link href={stockAddress({})} className={styles['door']}>
          {stock('title')}
        </Link>{' '}
        / <span className="mono">{sku}</span>
      </p>
      <h1 className={styles['answer']}>
        {found == null ? query.isPending ? sku : t('unknown', { sku }) : <Answer stock={found} english={english} />}
      </h1>
      <div className={styles['grid']}>
        <div className={styles['stack']}>
          <HoldersPanel sku={sku} />
          <LedgerPanel sku={sku} />
        </div>
        <div className={styles['stack']}>
          <BoardPanel id="figures" title={t('figures')} query={query} empty={(data) => (data === null ? t('unknown', { sku }) : undefined)}>
            {(data) => data !== null && <Figures stock={data} />}
          </BoardPanel>
          <BoardPanel
            id="warehouses"
            title={t('warehouses')}
            finding={t('warehousesFinding')}
            query={query}
            empty={(data) => (data === null || data.warehouses.length === 0 ? t('nowhere') : undefined)}
          >
            {(data) => data !== null && <Shelves stock={data} />}
          </BoardPanel>
          <BoardPanel
            id="drifts"
            title={t('drifts')}
            query={query}
            empty={(data) => (data === null || data.drifts.length === 0 ? t('noDrifts') : undefined)}
          >
            {(data) => data !== null && <Drifts stock={data} />}
          </BoardPanel>
        </div>
      </div>
    </div>
  );
};

const Answer = ({ stock, english }: { readonly stock: Sku; readonly english: boolean }) => {
  const t = useTranslations('skuPage');
  const name = english ? stock.nameEn : stock.name;
  if (stock.waitingOrders > 0) {
    return t.rich('answerWaiting', {
      name,
      count: stock.waitingOrders,
      units: stock.waitingUnits,
      red: (words) => <b>{words}</b>,
    });
  }
  if (stock.availableToPromise <= 0) return t.rich('answerShort', { name, red: (words) => <b>{words}</b> });
  if (stock.daysLeft == null || stock.soldPerDay == null) return t('answerStill', { name, units: stock.availableToPromise });
  return t('answer', {
    name,
    units: stock.availableToPromise,
    rate: Math.round(stock.soldPerDay),
    days: stock.daysLeft < 10 ? stock.daysLeft.toFixed(1) : String(Math.round(stock.daysLeft)),
  });
};

const Figures = ({ stock }: { readonly stock: Sku }) => {
  const t = useTranslations('stock');
  const figure = (value: number): string => value.toLocaleString('en-US');
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>{t('available')}</dt>
        <dd>{figure(stock.availableToPromise)}</dd>
      </div>
      <div>
        <dt>{t('onHand')}</dt>
        <dd>
          <a href="#warehouses" className={styles['door']}>
            {figure(stock.onHand)}
          </a>
        </dd>
      </div>
      <div>
        <dt>{t('reserved')}</dt>
        <dd>
          <a href="#holders" className={styles['door']}>
            {figure(stock.reserved)}
          </a>
        </dd>
      </div>
      <div>
        <dt>{t('safety')}</dt>
        <dd>{figure(stock.safetyStock)}</dd>
      </div>
      <div>
        <dt>{t('soldPerDay')}</dt>
        <dd>{stock.soldPerDay == null ? '—' : figure(Math.round(stock.soldPerDay))}</dd>
      </div>
      <div id="waiting">
        <dt>{t('waiting')}</dt>
        <dd>
          {stock.waitingOrders === 0 ? (
            0
          ) : (
            <Link href={waitingAddress(stock.waitingOrderIds)} className={styles['door']}>
              {figure(stock.waitingOrders)}
            </Link>
          )}
        </dd>
      </div>
    </dl>
  );
};

const Shelves = ({ stock }: { readonly stock: Sku }) => {
  const t = useTranslations('skuPage');
  const nameOf = useWarehouseName();
  return (
    <CandidateBars
      candidates={stock.warehouses
        .toSorted((left, right) => right.onHand - left.onHand)
        .map((shelf) => ({
          key: shelf.warehouseId,
          name: nameOf(shelf.warehouseId),
          note: t('shelf', { allocated: shelf.allocated, onHand: shelf.onHand }),
          fill: shelf.onHand <= 0 ? (shelf.allocated > 0 ? 1 : 0) : shelf.allocated / shelf.onHand,
          verdict:
            shelf.allocated > shelf.onHand
              ? t('over', { units: shelf.allocated - shelf.onHand })
              : t('free', { units: shelf.onHand - shelf.allocated }),
          outcome: shelf.allocated > shelf.onHand ? 'refused' : 'possible',
        }))}
    />
  );
};

const Drifts = ({ stock }: { readonly stock: Sku }) => {
  const nameOf = useWarehouseName();
  const now = useNow();
  return (
    <table className={styles['table']}>
      <tbody>
        {stock.drifts.map((drift) => (
          <tr key={drift.id}>
            <td>
              <DriftUnits book={drift.book} counted={drift.counted} />
            </td>
            <td className={styles['name']}>
              <span>{nameOf(drift.warehouse.id)}</span>
              <small>{now === 0 ? '' : nearTime(drift.countedAt, now)}</small>
            </td>
            <td data-figure>
              {drift.state === 'OPEN' ? <SettleButton id={drift.id} /> : <Settled cause={drift.cause ?? 'OTHER'} note={drift.note} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Settled = ({ cause, note }: { readonly cause: string; readonly note: string }) => {
  const t = useTranslations('driftCauses');
  const known = driftCauses.find((each) => each === cause) ?? 'OTHER';
  return (
    <span className={styles['quiet']} title={note}>
      {t(known)}
    </span>
  );
};
