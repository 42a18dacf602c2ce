'use client';

import { Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { ItemsView } from './view.ts';
import styles from './FilterBar.module.css';

interface FilterBarProps {
  readonly view: ItemsView;
  readonly onChange: (change: Partial<ItemsView>) => void;
}

/** Conditions of the list as switches: what is pressed narrows it. */
export const FilterBar = ({ view, onChange }: FilterBarProps) => {
  const t = useTranslations('exceptions');
  const [typed, setTyped] = useState(view.q);
  useEffect(() => setTyped(view.q), [view.q]);
  const switches = [
    { key: 'mine', on: view.who === 'me', label: t('mineOnly'), change: { who: view.who === 'me' ? null : ('me' as const) } },
    { key: 'free', on: view.who === 'none', label: t('freeOnly'), change: { who: view.who === 'none' ? null : ('none' as const) } },
    { key: 'overdue', on: view.overdue, label: t('overdueOnly'), change: { overdue: !view.overdue, closed: false } },
    { key: 'closed', on: view.closed, label: t('closedOnly'), change: { closed: !view.closed, overdue: false } },
  ];
  return (
    <div className={styles['bar']} role="search" aria-label={t('filter')}>
      {switches.map((each) => (
        <button key={each.key} type="button" aria-pressed={each.on} className={styles['switch']} onClick={() => onChange(each.change)}>
          {each.label}
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
