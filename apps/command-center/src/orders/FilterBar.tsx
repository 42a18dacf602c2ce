'use client';

import { Button, Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { gateKeys } from '../parts/gates.ts';
import { channelCodes } from './channels.ts';
import { FilterPill } from './FilterPill.tsx';
import { emptyView, isFiltered, sortKeys, statusKeys, windowKeys } from './view.ts';
import type { OrdersView } from './view.ts';
import styles from './FilterBar.module.css';

interface FilterBarProps {
  readonly view: OrdersView;
  readonly onChange: (change: Partial<OrdersView>) => void;
}

export const FilterBar = ({ view, onChange }: FilterBarProps) => {
  const t = useTranslations('filters');
  const channels = useTranslations('channels');
  const gates = useTranslations('gates');
  const statuses = useTranslations('literals');
  const windows = useTranslations('windows');
  const sorts = useTranslations('sorts');
  return (
    <div className={styles['bar']} role="search" aria-label={t('label')}>
      {view.q !== '' && (
        <FilterPill
          label={t('search')}
          choices={[{ key: view.q, label: view.q.length > 24 ? `${view.q.slice(0, 24)}…` : view.q }]}
          chosen={[view.q]}
          onChange={() => onChange({ q: '' })}
        />
      )}
      <FilterPill
        multiple
        label={t('channel')}
        choices={channelCodes.map((key) => ({ key, label: channels(key) }))}
        chosen={view.channel}
        onChange={(channel) => onChange({ channel: [...channel] })}
      />
      <FilterPill
        multiple
        label={t('gate')}
        choices={gateKeys.map((key, index) => ({ key: String(index + 1), label: `${index + 1} ${gates(key)}` }))}
        chosen={view.gate.map(String)}
        onChange={(gate) => onChange({ gate: gate.map(Number) })}
      />
      <FilterPill
        label={t('stuck')}
        choices={[
          { key: 'true', label: t('stuckOnly') },
          { key: 'false', label: t('notStuck') },
        ]}
        chosen={view.stuck === null ? [] : [String(view.stuck)]}
        onChange={([key]) => onChange({ stuck: key === undefined ? null : key === 'true' })}
      />
      <FilterPill
        multiple
        label={t('status')}
        choices={statusKeys.map((key) => ({ key, label: statuses(key) }))}
        chosen={view.status}
        onChange={(status) => onChange({ status: [...status] })}
      />
      <FilterPill
        label={t('placed')}
        choices={windowKeys.map((key) => ({ key, label: windows(key) }))}
        chosen={view.placed === null ? [] : [view.placed]}
        onChange={([key]) => onChange({ placed: windowKeys.find((each) => each === key) ?? null })}
      />
      <Segmented<OrdersView['sort']>
        size="small"
        value={view.sort}
        options={sortKeys.map((value) => ({ value, label: sorts(value) }))}
        onChange={(sort) => onChange({ sort })}
        className={styles['sort'] ?? ''}
      />
      {isFiltered(view) && (
        <Button type="text" size="small" onClick={() => onChange({ ...emptyView, sort: view.sort })}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
};
