'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import type { useOrders } from './use-orders.ts';
import { isFiltered } from './view.ts';
import type { OrdersView } from './view.ts';
import styles from '../parts/ListPage.module.css';

interface OrdersBodyProps {
  readonly orders: ReturnType<typeof useOrders>;
  readonly view: OrdersView;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** The rows, or what stands in their place: waiting, no answer, none yet, none under these conditions. */
export const OrdersBody = ({ orders, view, onClear, children }: OrdersBodyProps) => {
  const t = useTranslations('orders');
  if (orders.rows.length > 0) return children;
  return (
    <div className={styles['pad']}>
      {orders.isPending && <Loading rows={12} />}
      {orders.isError && <Trouble {...troubleOf(orders.error)} onRetry={() => void orders.refetch()} />}
      {orders.isSuccess &&
        (isFiltered(view) ? (
          <Nothing next={<Button onClick={onClear}>{t('clearAll')}</Button>}>{t('noneInView')}</Nothing>
        ) : (
          <Nothing>{t('noneYet')}</Nothing>
        ))}
    </div>
  );
};
