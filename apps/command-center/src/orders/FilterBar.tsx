'use client';

import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { choose, chosenOf, conditionKeys, isMultiple, isSet, pinned } from './conditions.ts';
import type { ConditionKey } from './conditions.ts';
import { FilterPill } from './FilterPill.tsx';
import { useConditionChoices } from './use-condition-choices.ts';
import { emptyView, isFiltered } from './view.ts';
import type { OrdersView } from './view.ts';
import styles from './FilterBar.module.css';

interface FilterBarProps {
  readonly view: OrdersView;
  readonly onChange: (change: Partial<OrdersView>) => void;
}

/** What the rows have in common, each condition with its values in words. */
export const FilterBar = ({ view, onChange }: FilterBarProps) => {
  const t = useTranslations('filters');
  const choicesOf = useConditionChoices();
  const [added, setAdded] = useState<ConditionKey | undefined>(undefined);
  const shown = conditionKeys.filter((key) => pinned.includes(key) || isSet(view, key) || key === added);
  const rest = conditionKeys.filter((key) => !shown.includes(key));
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
      {shown.map((key) => {
        const chosen = chosenOf(view, key);
        return (
          <FilterPill
            key={key}
            label={t(key)}
            multiple={isMultiple(key)}
            choices={choicesOf(key, chosen)}
            chosen={chosen}
            openAtOnce={key === added}
            onClose={() => setAdded(undefined)}
            onChange={(values) => onChange(choose(key, values))}
          />
        );
      })}
      <Dropdown
        trigger={['click']}
        menu={{ items: rest.map((key) => ({ key, label: t(key) })), onClick: ({ key }) => setAdded(rest.find((each) => each === key)) }}
      >
        <button type="button" className={styles['add']} aria-haspopup="menu">
          <PlusOutlined aria-hidden /> {t('add')}
        </button>
      </Dropdown>
      {isFiltered(view) && (
        <Button type="text" size="small" onClick={() => onChange({ ...emptyView, sort: view.sort, cols: view.cols })}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
};
