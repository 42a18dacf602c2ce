'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { StockRowFieldsFragment } from '../gql/graphql.ts';
import { listAddress } from '../orders/view.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import styles from './inventory.module.css';
import { StockBar } from './StockBar.tsx';
import { pressing, skuAddress } from './view.ts';

const figure = (value: number): string => value.toLocaleString('en-US');

/** SKUs by urgency: what runs out first stands first, with the orders that wait as their own door. */
export const StockTable = ({ rows }: { readonly rows: readonly StockRowFieldsFragment[] }) => {
  const t = useTranslations('stock');
  const english = useLocale() === 'en';
  const scale = Math.max(1, ...rows.map((row) => row.onHand));
  return (
    <div className={styles['scroll']}>
      <PlainTable className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('daysLeft')}</th>
            <th scope="col">{t('sku')}</th>
            <th scope="col" className={`${styles['wide']} ${styles['picture']}`}>
              {t('picture')}
            </th>
            <th scope="col" data-figure>
              {t('available')}
            </th>
            <th scope="col" data-figure className={styles['wide']}>
              {t('reserved')}
            </th>
            <th scope="col" data-figure className={styles['wide']}>
              {t('onHand')}
            </th>
            <th scope="col" data-figure className={styles['wide']}>
              {t('soldPerDay')}
            </th>
            <th scope="col" data-figure>
              {t('waiting')}
            </th>
            <th scope="col" className={styles['wide']}>
              {t('drift')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.sku} data-row-key={row.sku}>
              <td className={styles['left']} data-tone={pressing(row)}>
                <DaysLeft row={row} />
              </td>
              <td>
                <Link href={skuAddress(row.sku)} className={styles['name']}>
                  <span>{english ? row.nameEn : row.name}</span>
                  <small className="mono">{row.sku}</small>
                </Link>
              </td>
              <td className={styles['wide']}>
                <StockBar {...row} scale={scale} />
              </td>
              <td data-figure>{figure(row.availableToPromise)}</td>
              <td data-figure className={styles['wide']}>
                <Link href={`${skuAddress(row.sku)}#holders`} className={styles['door']}>
                  {figure(row.reserved)}
                </Link>
              </td>
              <td data-figure className={styles['wide']}>
                <Link href={`${skuAddress(row.sku)}#warehouses`} className={styles['door']}>
                  {figure(row.onHand)}
                </Link>
              </td>
              <td data-figure className={styles['wide']}>
                {row.soldPerDay == null ? '—' : figure(Math.round(row.soldPerDay))}
              </td>
              <td data-figure>
                {row.waitingOrders === 0 ? (
                  <span className={styles['quiet']}>0</span>
                ) : (
                  <Link href={`${skuAddress(row.sku)}#waiting`} className={styles['door']}>
                    {t('orders', { count: row.waitingOrders })}
                  </Link>
                )}
              </td>
              <td className={styles['wide']}>
                {row.openDrifts > 0 ? (
                  <Link href={`${skuAddress(row.sku)}#drifts`}>
                    <StateChip tone="amber">{t('drifts', { count: row.openDrifts })}</StateChip>
                  </Link>
                ) : (
                  <span className={styles['agrees']}>{t('agrees')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
};

/** Days until nothing can be promised, or the word for having none. */
const DaysLeft = ({ row }: { readonly row: Pick<StockRowFieldsFragment, 'waitingOrders' | 'availableToPromise' | 'daysLeft'> }) => {
  const t = useTranslations('stock');
  if (row.waitingOrders > 0 || row.availableToPromise <= 0) return <>{t('short')}</>;
  if (row.daysLeft == null) return <span className={styles['quiet']}>{t('still')}</span>;
  return <>{t('days', { days: row.daysLeft < 10 ? row.daysLeft.toFixed(1) : Math.round(row.daysLeft).toLocaleString('en-US') })}</>;
};

/** The orders that wait for a SKU: exactly those, as a list. */
export const waitingAddress = (ids: readonly string[]): string => listAddress({ ids: [...ids] });
