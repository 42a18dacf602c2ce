'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { clockTime, nearTime } from '../format/time.ts';
import { useNow } from '../data/clock.ts';
import { SkuLedgerDocument } from '../gql/graphql.ts';
import { useBoard } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { asKind } from './entry-kinds.ts';
import styles from './inventory.module.css';
import { useWarehouseName } from './use-warehouse-name.ts';

const shown = 50;
const signed = (units: number): string => (units === 0 ? '' : units > 0 ? `+${units}` : `−${-units}`);

/** The ledger that the counters are sums of, latest first. */
export const LedgerPanel = ({ sku }: { readonly sku: string }) => {
  const t = useTranslations('skuPage');
  const kinds = useTranslations('stockEntry');
  const nameOf = useWarehouseName();
  const now = useNow();
  const query = useBoard('sku-ledger', SkuLedgerDocument, { sku, first: shown }, (result) => result.skuStock?.ledger ?? null);
  return (
    <BoardPanel
      id="ledger"
      title={t('ledger')}
      finding={t('ledgerFinding')}
      query={query}
      empty={(data) => (data === null || data.nodes.length === 0 ? t('noEntries') : undefined)}
    >
      {(data) =>
        data !== null && (
          <div className={styles['scroll']}>
            <PlainTable className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('at')}</th>
                  <th scope="col">{t('what')}</th>
                  <th scope="col" data-figure>
                    {t('onShelf')}
                  </th>
                  <th scope="col" data-figure>
                    {t('heldChange')}
                  </th>
                  <th scope="col" data-figure className={styles['wide']}>
                    {t('allocatedChange')}
                  </th>
                  <th scope="col" className={styles['wide']}>
                    {t('where')}
                  </th>
                  <th scope="col">{t('order')}</th>
                </tr>
              </thead>
              <tbody>
                {data.nodes.map((entry) => (
                  <tr key={entry.position}>
                    <td title={entry.bookedAt}>{now === 0 ? clockTime(entry.bookedAt) : nearTime(entry.bookedAt, now)}</td>
                    <td>{kinds(asKind(entry.kind))}</td>
                    <td data-figure>{signed(entry.onHand)}</td>
                    <td data-figure>{signed(entry.reserved)}</td>
                    <td data-figure className={styles['wide']}>
                      {signed(entry.allocated)}
                    </td>
                    <td className={styles['wide']}>{entry.warehouse == null ? t('pool') : nameOf(entry.warehouse.id)}</td>
                    <td>
                      {entry.order == null ? (
                        '—'
                      ) : (
                        <Link href={`/orders/${entry.order.id}`} className="mono">
                          {entry.order.id}
                        </Link>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </PlainTable>
          </div>
        )
      }
    </BoardPanel>
  );
};
