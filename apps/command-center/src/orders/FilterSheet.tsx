'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { Sheet } from '../shell/Sheet.tsx';
import { choose, chosenOf, conditionKeys, isMultiple } from './conditions.ts';
import { useConditionChoices } from './use-condition-choices.ts';
import { emptyView, isFiltered, sortKeys } from './view.ts';
import type { OrdersView } from './view.ts';
import styles from './FilterSheet.module.css';

interface FilterSheetProps {
  readonly view: OrdersView;
  readonly total: number | undefined;
  readonly open: boolean;
  readonly onChange: (change: Partial<OrdersView>) => void;
  readonly onClose: () => void;
}

/** All conditions of the list on one sheet, for a thumb. */
export const FilterSheet = ({ view, total, open, onChange, onClose }: FilterSheetProps) => {
  const t = useTranslations('filters');
  const sorts = useTranslations('sorts');
  const list = useTranslations('list');
  const choicesOf = useConditionChoices();
  return (
    <Sheet title={t('label')} open={open} onClose={onClose}>
      <div className={styles['all']}>
        <fieldset>
          <legend>{list('sort')}</legend>
          {sortKeys.map((key) => (
            <button key={key} type="button" aria-pressed={view.sort === key} onClick={() => onChange({ sort: key })}>
              {sorts(key)}
            </button>
          ))}
        </fieldset>
        {conditionKeys.map((key) => {
          const chosen = chosenOf(view, key);
          const choices = choicesOf(key, chosen);
          if (choices.length === 0) return null;
          const toggle = (value: string): readonly string[] => {
            if (chosen.includes(value)) return chosen.filter((each) => each !== value);
            return isMultiple(key) ? [...chosen, value] : [value];
          };
          return (
            <fieldset key={key}>
              <legend>{t(key)}</legend>
              {choices.map((choice) => (
                <button
                  key={choice.key}
                  type="button"
                  aria-pressed={chosen.includes(choice.key)}
                  onClick={() => onChange(choose(key, toggle(choice.key)))}
                >
                  {choice.label}
                </button>
              ))}
            </fieldset>
          );
        })}
      </div>
      <div className={styles['foot']}>
        <Button disabled={!isFiltered(view)} onClick={() => onChange({ ...emptyView, sort: view.sort })}>
          {t('clear')}
        </Button>
        <Button type="primary" onClick={onClose}>
          {list('showRows', { count: total ?? 0 })}
        </Button>
      </div>
    </Sheet>
  );
};
