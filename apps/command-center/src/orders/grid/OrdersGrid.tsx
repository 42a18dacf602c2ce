'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import { widthsIn } from '../columns.ts';
import type { ColumnKey } from '../columns.ts';
import type { OrderRow } from '../order-row.ts';
import type { Selection, SelectionExtent } from '../selection.ts';
import type { SortKey } from '../view.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import type { RowHandlers } from './GridRow.tsx';
import { rowDomId } from './row-dom-id.ts';
import { rowWindow, scrollFor } from './row-window.ts';
import styles from './OrdersGrid.module.css';

interface OrdersGridProps extends RowHandlers {
  readonly rows: readonly OrderRow[];
  readonly total: number | undefined;
  readonly columns: readonly ColumnKey[];
  readonly height: number;
  readonly active: number;
  readonly sort: SortKey;
  readonly onSort: (sort: SortKey) => void;
  readonly selection: Selection;
  readonly extent: SelectionExtent;
  readonly onPickAll: (pick: boolean) => void;
  readonly onNearEnd: () => void;
}

const rowHeight = 34;
const checkWidth = 36;

/**
 * Rows of one height, of which only those in sight are drawn. Of our own, because Ant Design's virtual table loses its selection
 * beside fixed columns (its issue 56681), and because a grid that tells its rows and columns to screen readers is lighter than one that does not.
 */
export const OrdersGrid = (props: OrdersGridProps) => {
  const { rows, total, columns, height, active, sort, onSort, selection, extent, onPickAll, onNearEnd, ...handlers } = props;
  const t = useTranslations('list');
  const box = useRef<HTMLDivElement>(null);
  const widths = widthsIn(useLocale());
  const body = height - rowHeight;
  const [scrolled, setScrolled] = useState({ top: 0, aside: false });
  const { from, until } = rowWindow({ top: scrolled.top, height: body, rowHeight, count: rows.length });

  useEffect(() => {
    const element = box.current;
    if (element === null || active < 0) return;
    const top = scrollFor(active, { top: element.scrollTop, height: body, rowHeight });
    if (top !== undefined) element.scrollTop = top;
  }, [active, body]);

  const template = [checkWidth, ...columns.map((key) => widths[key])]
    .map((each) => (typeof each === 'number' ? `${each}px` : each.grows === true ? `minmax(${each.width}px, 1fr)` : `${each.width}px`))
    .join(' ');
  const least = columns.reduce((sum, key) => sum + widths[key].width, checkWidth);
  const style: CSSProperties & Record<`--${string}`, string> = {
    height: Math.min(height, rowHeight * (rows.length + 1) + 1),
    '--columns': columns.includes('reason') ? template : `${template} 1fr`,
    '--least': `${least}px`,
    '--left': `${columns[0] === 'left' ? checkWidth + widths.left.width : checkWidth}px`,
  };
  const current = rows[active];

  return (
    <div
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label={t('orders')}
      aria-multiselectable
      aria-rowcount={total === undefined ? -1 : total + 1}
      aria-activedescendant={current === undefined || active < from || active >= until ? undefined : rowDomId(current.id)}
      className={styles['grid']}
      data-aside={scrolled.aside}
      style={style}
      onScroll={(event) => {
        const { scrollTop, scrollLeft, scrollHeight, clientHeight } = event.currentTarget;
        setScrolled((now) => {
          const same = rowWindow({ top: now.top, height: body, rowHeight, count: rows.length }).from;
          const next = rowWindow({ top: scrollTop, height: body, rowHeight, count: rows.length }).from;
          const aside = scrollLeft > 0;
          return same === next && aside === now.aside ? now : { top: scrollTop, aside };
        });
        if (scrollHeight - scrollTop - clientHeight < 1200) onNearEnd();
      }}
    >
      <GridHead columns={columns} sort={sort} onSort={onSort} extent={extent} onPickAll={onPickAll} />
      <div role="rowgroup" style={{ height: rows.length * rowHeight, paddingTop: from * rowHeight }} className={styles['body']}>
        {rows.slice(from, until).map((row, offset) => (
          <GridRow
            key={row.id}
            row={row}
            index={from + offset}
            columns={columns}
            picked={selection.ids.has(row.id)}
            active={from + offset === active}
            {...handlers}
          />
        ))}
      </div>
    </div>
  );
};
