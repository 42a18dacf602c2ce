'use client';

import { CheckOutlined } from '@ant-design/icons';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { GateRailMini } from '../parts/GateRailMini.tsx';
import { Money } from '../parts/Money.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { ChannelName } from './ChannelName.tsx';
import type { OrderRow } from './order-row.ts';
import { Reason } from './Reason.tsx';
import type { Selection } from './selection.ts';
import styles from './OrdersPhoneList.module.css';

interface OrdersPhoneListProps {
  readonly rows: readonly OrderRow[];
  readonly selection: Selection;
  /** While picking, a tap picks instead of opening. */
  readonly picking: boolean;
  readonly onPick: (id: string) => void;
  readonly onNearEnd: () => void;
  readonly addressOf: (id: string) => string;
}

const longPressMs = 450;

/** At 390 wide the table is a list of two-line rows, time left at the left edge. A long press begins to pick. */
export const OrdersPhoneList = ({ rows, selection, picking, onPick, onNearEnd, addressOf }: OrdersPhoneListProps) => {
  const t = useTranslations('list');
  const end = useRef<HTMLLIElement>(null);
  const press = useRef<{ readonly timer: ReturnType<typeof setTimeout>; done: boolean } | undefined>(undefined);
  useEffect(() => {
    const mark = end.current;
    if (mark === null) return;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && onNearEnd(), {
      rootMargin: '1200px',
    });
    watcher.observe(mark);
    return () => watcher.disconnect();
  }, [onNearEnd]);

  const begin = (id: string): void => {
    const timer = setTimeout(() => {
      if (press.current !== undefined) press.current.done = true;
      onPick(id);
    }, longPressMs);
    press.current = { timer, done: false };
  };
  const stop = (): void => clearTimeout(press.current?.timer);

  return (
    <ul>
      {rows.map((row) => {
        const picked = selection.ids.has(row.id);
        const content = <RowContent row={row} />;
        return (
          <li
            key={row.id}
            className={styles['row']}
            data-row-key={row.id}
            data-picked={picked}
            onPointerDown={() => !picking && begin(row.id)}
            onPointerUp={stop}
            onPointerLeave={stop}
            onPointerCancel={stop}
            onContextMenu={(event) => press.current?.done === true && event.preventDefault()}
          >
            {picking ? (
              <button type="button" aria-pressed={picked} aria-label={t('pick', { id: row.id })} onClick={() => onPick(row.id)}>
                {content}
                {picked && <CheckOutlined className={styles['mark']} aria-hidden />}
              </button>
            ) : (
              <Link
                href={addressOf(row.id)}
                prefetch={false}
                draggable={false}
                onClick={(event) => {
                  if (press.current?.done !== true) return;
                  press.current = undefined;
                  event.preventDefault();
                }}
              >
                {content}
              </Link>
            )}
          </li>
        );
      })}
      <li ref={end} aria-hidden />
    </ul>
  );
};

const RowContent = ({ row }: { readonly row: OrderRow }) => (
  <>
    <span className={styles['left']}>
      <TimeLeft dueAt={row.dueAt} over={row.ended} />
    </span>
    <span className={styles['what']}>
      <Reason row={row} />
    </span>
    <span className={styles['amount']}>
      <Money amount={row.paidAmount} />
    </span>
    <span className={styles['which']}>
      <span className="mono">{row.id}</span>
      <ChannelName code={row.channel} />
    </span>
    <span className={styles['rail']}>
      <GateRailMini states={row.rail} />
    </span>
  </>
);
