'use client';

import { useTranslations } from 'next-intl';
import { asPool } from './view.ts';
import { useItemReason } from './use-item-reason.ts';
import type { WorkItemRow } from './use-work-items.ts';
import styles from './items.module.css';

/** The pool's name where several stand together, and the reason in words. */
export const ItemText = ({ item, showPool }: { readonly item: WorkItemRow; readonly showPool: boolean }) => {
  const pools = useTranslations('pools');
  const reason = useItemReason();
  const words = reason(item.summary);
  return (
    <span className={styles['reason']} title={words}>
      {showPool && <b>{pools(asPool(item.pool) ?? 'OTHER')}</b>}
      <span>{words}</span>
    </span>
  );
};

/** What it is about: its order, or the matter itself where there is none. */
export const aboutOf = (item: WorkItemRow): string =>
  item.order?.id ?? item.summary.parameters.find(({ name, value }) => name === 'number' && value !== '')?.value ?? item.matter;
