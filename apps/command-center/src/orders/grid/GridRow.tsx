'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { widths } from '../columns.ts';
import type { ColumnKey } from '../columns.ts';
import type { OrderRow } from '../order-row.ts';
import { RowDeeds } from '../RowDeeds.tsx';
import type { Ask } from '../RowDeeds.tsx';
import { Cell } from './Cell.tsx';
import { rowDomId } from './row-dom-id.ts';
import styles from './OrdersGrid.module.css';

export interface RowHandlers {
  readonly onActivate: (index: number) => void;
  readonly onPick: (id: string, range: boolean) => void;
  readonly onAsk: (ask: Ask) => void;
  readonly addressOf: (id: string) => string;
}

interface GridRowProps extends RowHandlers {
  readonly row: OrderRow;
  readonly index: number;
  readonly columns: readonly ColumnKey[];
  readonly picked: boolean;
  readonly active: boolean;
}

const Row = ({ row, index, columns, picked, active, onActivate, onPick, onAsk, addressOf }: GridRowProps) => {
  const t = useTranslations('list');
  const address = addressOf(row.id);
  return (
    <div
      role="row"
      id={rowDomId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={picked}
      data-row-key={row.id}
      data-active={active}
      className={styles['row']}
      onClick={() => onActivate(index)}
    >
      <span role="gridcell" className={styles['check']}>
        <input
          type="checkbox"
          checked={picked}
          aria-label={t('pick', { id: row.id })}
          onMouseDown={(event) => event.shiftKey && event.preventDefault()}
          onChange={(event) => onPick(row.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        />
      </span>
      {columns.map((column) => (
        <span key={column} role="gridcell" className={styles['cell']} data-column={column} data-right={widths[column].right}>
          {column === 'deeds' ? (
            <RowDeeds row={row} address={address} onAsk={onAsk} />
          ) : (
            <Cell column={column} row={row} address={address} />
          )}
        </span>
      ))}
    </div>
  );
};

export const GridRow = memo(Row);
