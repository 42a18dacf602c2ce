'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { chosenColumns, columnsOf, usualColumns } from '../columns.ts';
import type { ColumnKey } from '../columns.ts';
import type { OrdersView } from '../view.ts';
import { useSavedViews, useViewDeeds } from './use-views.ts';

const place = 'orders-usual';

export interface Columns {
  readonly shown: readonly ColumnKey[];
  /** What the address has to say for these columns; null for the usual ones. */
  readonly addressOf: (keys: readonly string[]) => string[] | null;
  readonly isUsual: boolean;
  /** Makes the shown columns the account's own usual ones. */
  readonly keep: () => Promise<boolean>;
}

/** Columns of the view in the address, else the account's own usual ones, else everybody's. */
export const useColumns = (view: OrdersView): Columns => {
  const t = useTranslations('views');
  const { data } = useSavedViews(place);
  const { save } = useViewDeeds(place);
  const mine = data?.find((each) => each.mine);
  const usual = useMemo(() => (mine === undefined || mine.columns.length === 0 ? usualColumns : columnsOf(mine.columns)), [mine]);
  const shown = useMemo(() => (view.cols === null ? usual : columnsOf(view.cols)), [usual, view.cols]);
  const keep = (): Promise<boolean> =>
    save(
      {
        ...(mine === undefined ? {} : { id: mine.id, version: mine.version }),
        name: 'usual',
        shared: false,
        query: 'cols=usual',
        columns: [...shown],
      },
      t('columnsKept'),
    );
  return { shown, addressOf: (keys) => chosenColumns(keys, usual), isUsual: shown.join() === usual.join(), keep };
};
