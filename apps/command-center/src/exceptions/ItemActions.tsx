'use client';

import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { useAccount } from '../shell/account.ts';
import { deedsOf } from './row-deed.ts';
import { useItemDeeds } from './use-item-deeds.tsx';
import { useRowDeed } from './use-row-deed.tsx';
import type { WorkItemRow } from './use-work-items.ts';
import styles from './items.module.css';

interface ItemActionsProps {
  readonly item: WorkItemRow;
  readonly onOpen: () => void;
}

/** The deed that usually ends the item, on its row (law L4). */
export const ItemDeed = ({ item, onOpen }: ItemActionsProps) => {
  const names = useTranslations('itemRowDeeds');
  const { start, busy } = useRowDeed(item, onOpen);
  const [deed] = deedsOf(item).filter((each) => each !== 'seeStock' || item.summary.code === 'SHORT');
  if (deed === undefined || (deed === 'openOrder' && item.order === null)) return null;
  return (
    <button type="button" className={styles['deed']} disabled={busy} onClick={() => start(deed)}>
      {names(deed)}
    </button>
  );
};

/** Who works on it; a free one can be taken, one's own given back. */
export const Assignee = ({ item }: { readonly item: WorkItemRow }) => {
  const t = useTranslations('itemDeeds');
  const account = useAccount();
  const { nameOf } = useAccountNames();
  const { take, giveBack } = useItemDeeds();
  const assignee = item.assignee ?? '';
  if (item.closedAt !== null && item.closedAt !== undefined)
    return <span className={styles['quiet']}>{assignee === '' ? '—' : nameOf(assignee)}</span>;
  if (assignee === '')
    return (
      <button type="button" className={styles['deed']} onClick={() => void take([item.id])}>
        {t('take')}
      </button>
    );
  if (assignee !== account?.account) return <span title={nameOf(assignee)}>{nameOf(assignee)}</span>;
  return (
    <span className={styles['mine']}>
      {t('mine')}
      <button type="button" className={styles['quiet']} onClick={() => void giveBack([item.id])}>
        {t('giveBack')}
      </button>
    </span>
  );
};
