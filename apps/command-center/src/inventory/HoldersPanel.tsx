'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import { SkuHoldersDocument } from '../gql/graphql.ts';
import { useBoard } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import styles from './inventory.module.css';

const shown = 50;

/** Who holds units of a SKU: the orders whose sum is the reserved figure. */
export const HoldersPanel = ({ sku }: { readonly sku: string }) => {
  const t = useTranslations('skuPage');
  const now = useNow();
  const query = useBoard('sku-holders', SkuHoldersDocument, { sku, first: shown }, (result) => result.skuStock?.holders ?? null);
  return (
    <BoardPanel
      id="holders"
      title={t('holders')}
      query={query}
      aside={(data) => data !== null && t('holdersTotal', { orders: data.totalCount, units: data.totalHeld })}
      empty={(data) => (data === null || data.totalCount === 0 ? t('noHolders') : undefined)}
    >
      {(data) =>
        data !== null && (
          <PlainTable className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('order')}</th>
                <th scope="col" data-figure>
                  {t('held')}
                </th>
                <th scope="col" data-figure>
                  {t('allocated')}
                </th>
                <th scope="col">{t('paid')}</th>
                <th scope="col" className={styles['wide']}>
                  {t('until')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.nodes.map((holder) => (
                <tr key={holder.order.id}>
                  <td>
                    <Link href={`/orders/${holder.order.id}`} className="mono">
                      {holder.order.id}
                    </Link>
                  </td>
                  <td data-figure>{holder.held}</td>
                  <td data-figure>{holder.allocated}</td>
                  <td>{holder.paidAt == null || now === 0 ? t('unpaid') : nearTime(holder.paidAt, now)}</td>
                  <td className={styles['wide']}>{holder.expiresAt == null || now === 0 ? '—' : nearTime(holder.expiresAt, now)}</td>
                </tr>
              ))}
            </tbody>
          </PlainTable>
        )
      }
    </BoardPanel>
  );
};
