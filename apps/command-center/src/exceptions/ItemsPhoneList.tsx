'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Assignee, ItemDeed } from './ItemActions.tsx';
import { Left, Rail } from './ItemsTable.tsx';
import { aboutOf, ItemText } from './ItemText.tsx';
import type { WorkItemRow } from './use-work-items.ts';
import styles from './items.module.css';

interface ItemsPhoneListProps {
  readonly rows: readonly WorkItemRow[];
  readonly showPool: boolean;
  readonly onOpen: (id: string) => void;
  readonly onNearEnd: () => void;
}

/** At 390 wide: two-line rows, time left at the left edge. */
export const ItemsPhoneList = ({ rows, showPool, onOpen, onNearEnd }: ItemsPhoneListProps) => {
  const t = useTranslations('exceptions');
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
    <ul className={styles['phone']}>
      {rows.map((row) => (
        <li key={row.id}>
          <span className={styles['left']}>
            <Left row={row} />
          </span>
          <button type="button" className={styles['what']} aria-label={t('detailsOf', { id: aboutOf(row) })} onClick={() => onOpen(row.id)}>
            <ItemText item={row} showPool={showPool} />
          </button>
          <span className={styles['act']}>
            <ItemDeed item={row} onOpen={() => onOpen(row.id)} />
          </span>
          <span className={styles['which']}>
            <span className="mono">{aboutOf(row)}</span>
            <Rail row={row} />
          </span>
          <span className={styles['who']}>
            <Assignee item={row} />
          </span>
        </li>
      ))}
      <li ref={end} aria-hidden />
    </ul>
  );
};
