'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { widths } from '../columns.ts';
import type { ColumnKey } from '../columns.ts';
import type { SelectionExtent } from '../selection.ts';
import type { SortKey } from '../view.ts';
import styles from './OrdersGrid.module.css';

const sortsOf: Partial<Record<ColumnKey, readonly { readonly sort: SortKey; readonly up: boolean }[]>> = {
  left: [{ sort: 'due', up: true }],
  amount: [
    { sort: 'amount', up: false },
    { sort: 'amountLeast', up: true },
  ],
  placed: [
    { sort: 'newest', up: false },
    { sort: 'oldest', up: true },
  ],
  waiting: [{ sort: 'waiting', up: false }],
};

interface GridHeadProps {
  readonly columns: readonly ColumnKey[];
  readonly sort: SortKey;
  readonly onSort: (sort: SortKey) => void;
  readonly extent: SelectionExtent;
  readonly onPickAll: (pick: boolean) => void;
}

export const GridHead = ({ columns, sort, onSort, extent, onPickAll }: GridHeadProps) => {
  const t = useTranslations('list');
  const names = useTranslations('columns');
  const box = useRef<HTMLInputElement>(null);
  const all = extent === 'loaded' || extent === 'whole';
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = extent === 'some';
  }, [extent]);
  return (
    <div role="row" aria-rowindex={1} className={styles['head']}>
      <span role="columnheader" className={styles['check']}>
        <input ref={box} type="checkbox" checked={all} aria-label={t('pickAll')} onChange={() => onPickAll(!all)} />
      </span>
      {columns.map((column) => {
        const sorts = sortsOf[column];
        const at = sorts?.findIndex((each) => each.sort === sort) ?? -1;
        const now = sorts?.[at];
        const next = sorts?.[(at + 1) % (sorts.length || 1)];
        return (
          <span
            key={column}
            role="columnheader"
            className={styles['cell']}
            data-column={column}
            data-right={widths[column].right}
            aria-sort={now === undefined ? undefined : now.up ? 'ascending' : 'descending'}
          >
            {next === undefined ? (
              names(column)
            ) : (
              <button type="button" className={styles['sort']} onClick={() => onSort(next.sort)}>
                {names(column)}
                <i aria-hidden>{now === undefined ? '' : now.up ? '↑' : '↓'}</i>
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
};
