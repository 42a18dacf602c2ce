'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import { StockDriftsDocument } from '../gql/graphql.ts';
import { useBoard } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { DriftUnits } from './DriftUnits.tsx';
import styles from './inventory.module.css';
import { SettleButton } from './SettleButton.tsx';
import { useWarehouseName } from './use-warehouse-name.ts';
import { skuAddress } from './view.ts';

const shown = 50;

/** Where book and count disagree and nobody has said why (INV-04). */
export const DriftsPanel = ({ warehouseId }: { readonly warehouseId: string | null }) => {
  const t = useTranslations('drifts');
  const english = useLocale() === 'en';
  const nameOf = useWarehouseName();
  const now = useNow();
  const query = useBoard('drifts', StockDriftsDocument, { open: true, warehouseId, first: shown }, (result) => result.stockDrifts);
  return (
    <BoardPanel
      id="drifts"
      title={t('title')}
      finding={t('what')}
      query={query}
      aside={(data) => t('open', { count: data.totalCount })}
      empty={(data) => (data.totalCount === 0 ? t('none') : undefined)}
    >
      {(data) => (
        <div className={styles['scroll']}>
          <PlainTable className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('difference')}</th>
                <th scope="col">{t('sku')}</th>
                <th scope="col">{t('warehouse')}</th>
                <th scope="col" className={styles['wide']}>
                  {t('counted')}
                </th>
                <th scope="col">{t('action')}</th>
              </tr>
            </thead>
            <tbody>
              {data.nodes.map((drift) => (
                <tr key={drift.id} data-row-key={drift.id}>
                  <td>
                    <DriftUnits book={drift.book} counted={drift.counted} />
                  </td>
                  <td>
                    <Link href={skuAddress(drift.sku)} className={styles['door']}>
                      {english ? drift.stock.nameEn : drift.stock.name}
                    </Link>
                  </td>
                  <td>{nameOf(drift.warehouse.id)}</td>
                  <td className={styles['wide']}>{now === 0 ? '' : nearTime(drift.countedAt, now)}</td>
                  <td>
                    <SettleButton id={drift.id} />
                  </td>
                </tr>
              ))}
            </tbody>
          </PlainTable>
        </div>
      )}
    </BoardPanel>
  );
};
