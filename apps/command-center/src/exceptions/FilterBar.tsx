'use client';

import { Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { WorkItemPoolsQuery } from '../gql/graphql.ts';
import { usePools } from './use-work-items.ts';
import type { ItemsView } from './view.ts';
import styles from './FilterBar.module.css';

type Pool = WorkItemPoolsQuery['workItemPools'][number];

interface FilterBarProps {
  readonly view: ItemsView;
  readonly onChange: (change: Partial<ItemsView>) => void;
}

/** Conditions of the list as switches: what is pressed narrows it. */
export const FilterBar = ({ view, onChange }: FilterBarProps) => {
  const t = useTranslations('exceptions');
  const [typed, setTyped] = useState(view.q);
  useEffect(() => setTyped(view.q), [view.q]);
  const { data: pools } = usePools();
  const sum = (of: (pool: Pool) => number): number | undefined => pools?.reduce((total, pool) => total + of(pool), 0);
  const switches = [
    {
      key: 'overdue',
      on: view.overdue,
      label: t('overdueOnly'),
      count: sum((pool) => pool.overdue),
      change: { overdue: !view.overdue, closed: false },
    },
    {
      key: 'mine',
      on: view.who === 'me',
      label: t('mineOnly'),
      count: sum((pool) => pool.mine),
      change: { who: view.who === 'me' ? null : ('me' as const) },
    },
    {
      key: 'free',
      on: view.who === 'none',
      label: t('freeOnly'),
      count: sum((pool) => pool.unassigned),
      change: { who: view.who === 'none' ? null : ('none' as const) },
    },
    { key: 'closed', on: view.closed, label: t('closedOnly'), count: undefined, change: { closed: !view.closed, overdue: false } },
  ];
  return (
    <div className={styles['bar']} role="search" aria-label={t('filter')}>
      {switches.map((each) => (
        <button key={each.key} type="button" aria-pressed={each.on} className={styles['switch']} onClick={() => onChange(each.change)}>
          {each.label}
          {each.count !== undefined && <b data-late={each.key === 'overdue' && each.count > 0}>{each.count}</b>}
        </button>
      ))}
      {view.set !== null && (
        <button type="button" aria-pressed className={styles['switch']} onClick={() => onChange({ set: null })}>
          {t('fromBoard')} ✕
        </button>
      )}
      <Input
        size="small"
        allowClear
        className={styles['search'] ?? ''}
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === '') onChange({ q: '' });
        }}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) onChange({ q: typed.trim() });
        }}
      />
    </div>
  );
};
