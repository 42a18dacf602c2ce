'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { GateRailMini } from '../parts/GateRail.tsx';
import { Money } from '../parts/Money.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { ChannelName } from './ChannelName.tsx';
import type { OrderRow } from './order-row.ts';
import { Reason } from './Reason.tsx';
import styles from './OrdersPhoneList.module.css';

interface OrdersPhoneListProps {
  readonly rows: readonly OrderRow[];
  readonly onNearEnd: () => void;
  readonly addressOf: (id: string) => string;
}

/** At 390 wide the table is a list of two-line rows, time left at the left edge. */
export const OrdersPhoneList = ({ rows, onNearEnd, addressOf }: OrdersPhoneListProps) => {
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const mark = end.current;
    if (mark === null) return;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && onNearEnd(), {
      rootMargin: '1200px',
    });
    watcher.observe(mark);
    return () => watcher.disconnect();
  }, [onNearEnd]);
  return (
    <ul className={styles['list']}>
      {rows.map((row) => (
        <li key={row.id} className={styles['row']}>
          <Link href={addressOf(row.id)} prefetch={false}>
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
          </Link>
        </li>
      ))}
      <li ref={end} aria-hidden />
    </ul>
  );
};
