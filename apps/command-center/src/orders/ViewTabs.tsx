'use client';

import { useTranslations } from 'next-intl';
import { emptyView, filterOf } from './view.ts';
import type { OrdersView } from './view.ts';
import { useOrdersCount } from './use-orders.ts';
import styles from './ViewTabs.module.css';

const stuckView: OrdersView = { ...emptyView, stuck: true };
const heldView: OrdersView = { ...emptyView, status: ['HELD'] };

interface ViewTabsProps {
  readonly view: OrdersView;
  readonly onChange: (view: OrdersView) => void;
}

/** The views that everybody starts from; each number is asked with the filter of the list that it opens. */
export const ViewTabs = ({ view, onChange }: ViewTabsProps) => {
  const t = useTranslations('orders');
  const stuck = useOrdersCount('stuck', filterOf(stuckView, 0)).data;
  const held = useOrdersCount('held', filterOf(heldView, 0)).data;
  const tabs = [
    { key: 'all', label: t('all'), count: undefined, view: emptyView },
    { key: 'stuck', label: t('stuck'), count: stuck?.totalCount, view: stuckView },
    { key: 'held', label: t('held'), count: held?.totalCount, view: heldView },
  ];
  return (
    <div className={styles['head']}>
      <h1>{t('title')}</h1>
      <div className={styles['tabs']}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            aria-pressed={same(tab.view, view)}
            onClick={() => onChange({ ...tab.view, sort: view.sort })}
          >
            {tab.label}
            {tab.count !== undefined && <b>{tab.count.toLocaleString('en-US')}</b>}
          </button>
        ))}
      </div>
    </div>
  );
};

const same = (left: OrdersView, right: OrdersView): boolean =>
  JSON.stringify({ ...left, sort: '' }) === JSON.stringify({ ...right, sort: '' });
