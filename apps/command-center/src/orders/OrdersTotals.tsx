'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import type { OrderFilter } from '../gql/graphql.ts';
import { Money } from '../parts/Money.tsx';
import { useOrdersSum } from './use-orders.ts';
import styles from '../parts/ListPage.module.css';

interface OrdersTotalsProps {
  readonly filter: OrderFilter;
  readonly total: number | undefined;
  readonly exact: boolean;
  readonly waiting: number;
  readonly onShowNew: () => void;
}

/** How many rows, what they are worth, and how many wait outside until the reader wants them. */
export const OrdersTotals = ({ filter, total, exact, waiting, onShowNew }: OrdersTotalsProps) => {
  const t = useTranslations('orders');
  const sum = useOrdersSum(filter).data;
  return (
    <span className={styles['count']} role="status">
      {total !== undefined && (
        <span data-total={total} data-exact={exact} title={t(exact ? 'exactly' : 'roughly')}>
          {t('total', { count: total, exact: exact ? 'yes' : 'no' })}
          {sum !== undefined && sum !== null && (
            <>
              {' · '}
              <Money amount={sum} symbol />
            </>
          )}
        </span>
      )}
      {waiting > 0 && (
        <Button size="small" type="primary" ghost className={styles['pill'] ?? ''} onClick={onShowNew}>
          {t('arrived', { count: waiting })}
        </Button>
      )}
    </span>
  );
};
