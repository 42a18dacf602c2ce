'use client';

import { CloseOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useAccount } from '../shell/account.ts';
import { useOrdersCount } from './use-orders.ts';
import { emptyView, isFiltered, isSameFilter, queryOf, viewOf } from './view.ts';
import type { OrdersView } from './view.ts';
import { filterOf } from './view-filter.ts';
import { ownWork } from './views/own-work.ts';
import { SaveViewButton } from './views/SaveViewButton.tsx';
import { useSavedViews, useViewDeeds } from './views/use-views.ts';
import styles from './ViewTabs.module.css';

interface ViewTabsProps {
  readonly view: OrdersView;
  readonly columns: readonly string[];
  readonly onChange: (view: OrdersView) => void;
  readonly children?: ReactNode;
}

const sortOr = (sort: string | null | undefined, now: OrdersView): Pick<OrdersView, 'sort'> => ({
  sort: viewOf(`sort=${sort ?? now.sort}`).sort,
});

/** The views that everybody starts from, those of the role, and the saved ones; each number is asked with the filter of the list that it opens. */
export const ViewTabs = ({ view, columns, onChange, children }: ViewTabsProps) => {
  const t = useTranslations('orders');
  const views = useTranslations('views');
  const account = useAccount();
  const saved = useSavedViews('orders').data ?? [];
  const { save, remove } = useViewDeeds('orders');
  const own = ownWork(account?.roles ?? []);
  const tabs: readonly { readonly key: string; readonly label: string; readonly view: OrdersView; readonly counted: boolean }[] = [
    ...(own === undefined ? [] : [{ key: 'own', label: t('own'), view: own, counted: true }]),
    { key: 'stuck', label: t('stuck'), view: { ...emptyView, stuck: true }, counted: true },
    { key: 'held', label: t('held'), view: { ...emptyView, status: ['HELD'] }, counted: true },
    { key: 'late', label: t('late'), view: { ...emptyView, promised: 'lost', status: ['HELD', 'OPEN', 'STUCK'] }, counted: true },
    { key: 'all', label: t('all'), view: emptyView, counted: false },
  ];
  const known = [...tabs.map((tab) => tab.view), ...saved.map((each) => viewOf(each.query))];
  const fresh = isFiltered(view) && !known.some((each) => isSameFilter(each, view));
  return (
    <div className={styles['head']}>
      <h1>{t('title')}</h1>
      <div className={styles['tabs']} role="group" aria-label={views('label')}>
        {tabs.map((tab) => (
          <Tab
            key={tab.key}
            label={tab.label}
            view={tab.view}
            counted={tab.counted}
            on={isSameFilter(tab.view, view)}
            onOpen={() => onChange({ ...tab.view, sort: view.sort, cols: view.cols })}
          />
        ))}
        {saved.map((each) => {
          const kept = viewOf(each.query);
          const on = isSameFilter(kept, view);
          return (
            <span key={each.id} className={styles['saved']} data-on={on}>
              <Tab
                label={each.name}
                view={kept}
                counted
                on={on}
                onOpen={() =>
                  onChange({ ...kept, ...sortOr(each.sort, view), cols: each.columns.length > 0 ? [...each.columns] : view.cols })
                }
              />
              {on && each.mine && (
                <button
                  type="button"
                  className={styles['remove']}
                  aria-label={views('remove', { name: each.name })}
                  onClick={() => void remove(each)}
                >
                  <CloseOutlined />
                </button>
              )}
            </span>
          );
        })}
        {fresh && (
          <SaveViewButton
            onSave={(name, shared) =>
              save(
                { name, shared, query: queryOf(view), columns: view.cols === null ? [] : [...columns], sort: view.sort },
                views('kept', { name }),
              )
            }
          />
        )}
      </div>
      <span className={styles['tools']}>{children}</span>
    </div>
  );
};

interface TabProps {
  readonly label: string;
  readonly view: OrdersView;
  readonly counted: boolean;
  readonly on: boolean;
  readonly onOpen: () => void;
}

const Tab = ({ label, view, counted, on, onOpen }: TabProps) => {
  const count = useOrdersCount(queryOf(view), () => filterOf(view, Date.now()), counted).data?.totalCount;
  return (
    <button type="button" aria-pressed={on} onClick={onOpen}>
      {label}
      {count !== undefined && <b>{count.toLocaleString('en-US')}</b>}
    </button>
  );
};
