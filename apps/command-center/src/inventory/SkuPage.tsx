'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { SkuPageDocument } from '../gql/graphql.ts';
import type { SkuPageQuery } from '../gql/graphql.ts';
import { useBoard, useLiveBoards } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { HoldersPanel } from './HoldersPanel.tsx';
import styles from './inventory.module.css';
import { LedgerPanel } from './LedgerPanel.tsx';
import { SkuDrifts } from './SkuDrifts.tsx';
import { SkuFigures } from './SkuFigures.tsx';
import { SkuShelves } from './SkuShelves.tsx';
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
            {(data) => data !== null && <SkuFigures stock={data} />}
          </BoardPanel>
          <BoardPanel
            id="warehouses"
            title={t('warehouses')}
            finding={t('warehousesFinding')}
            query={query}
            empty={(data) => (data === null || data.warehouses.length === 0 ? t('nowhere') : undefined)}
          >
            {(data) => data !== null && <SkuShelves stock={data} />}
          </BoardPanel>
          <BoardPanel
            id="drifts"
            title={t('drifts')}
            query={query}
            empty={(data) => (data === null || data.drifts.length === 0 ? t('noDrifts') : undefined)}
          >
            {(data) => data !== null && <SkuDrifts stock={data} />}
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
