import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { SkuPageQuery } from '../gql/graphql.ts';
import styles from './inventory.module.css';
import { waitingAddress } from './StockTable.tsx';

type Sku = NonNullable<SkuPageQuery['skuStock']>;

/** The figures of one SKU, each a door to what it counts. */
export const SkuFigures = ({ stock }: { readonly stock: Sku }) => {
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
