'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { count } from '../format/figures.ts';
import { ShortStockDocument } from '../gql/graphql.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import styles from './rows.module.css';
import { useBoard } from '../data/use-board.ts';

const first = 5;

/** The five worst shortages: who waits, how much, and how long the stock lasts. */
export const ShortagePanel = () => {
  const t = useTranslations('roleHome');
  const english = useLocale() === 'en';
  const query = useBoard('shortages', ShortStockDocument, { first }, (result) => result);
  return (
    <BoardPanel
      id="shortages"
      title={t('shortages')}
      query={query}
      finding={
        query.data === undefined ? undefined : t('shortagesWhat', { short: query.data.stockCounts.short, low: query.data.stockCounts.low })
      }
      aside={() => <Link href="/inventory">{t('allStock')}</Link>}
      empty={(data) => (data.stockList.nodes.length === 0 ? t('noShortages') : undefined)}
    >
      {(data) => (
        <ul className={styles['rows']}>
          {data.stockList.nodes.map((stock) => (
            <li key={stock.sku}>
              <span className={styles['what']}>
                <b>{english ? stock.nameEn : stock.name}</b>
                <small>
                  {stock.sku} · {t('available', { count: count(stock.availableToPromise) })}
                  {stock.daysLeft !== null && stock.daysLeft !== undefined && ` · ${t('daysLeft', { days: stock.daysLeft.toFixed(1) })}`}
                </small>
              </span>
              <span className={styles['side']}>
                <span className={stock.waitingOrders > 0 ? styles['hot'] : undefined}>
                  {t('waitingOrders', { count: stock.waitingOrders })}
                </span>
                <small>{t('waitingUnits', { count: count(stock.waitingUnits) })}</small>
              </span>
              <span className={styles['act']}>
                <Link href={`/inventory/${encodeURIComponent(stock.sku)}`} prefetch={false}>
                  {t('seeStock')}
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </BoardPanel>
  );
};
