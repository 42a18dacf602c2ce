'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Reason } from '../orders/Reason.tsx';
import { listAddress, orderAddress } from '../orders/view.ts';
import { GateRailMini } from '../parts/GateRailMini.tsx';
import { Money } from '../parts/Money.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { Loading, Trouble } from '../parts/WidgetState.tsx';
import { groupView, useGroupRows } from './use-stuck.ts';
import type { StuckGroup } from './use-stuck.ts';
import styles from './Stuck.module.css';

/** The orders of a group that have stood longest, and the door to all of them. */
export const GroupOrders = ({ group }: { readonly group: StuckGroup }) => {
  const t = useTranslations('stuck');
  const rows = useGroupRows(group);
  const view = groupView(group);
  return (
    <div className={styles['orders']}>
      {rows.isPending && <Loading rows={2} />}
      {rows.isError && <Trouble {...troubleOf(rows.error)} onRetry={() => void rows.refetch()} />}
      {rows.data !== undefined && (
        <ul>
          {rows.data.map((row) => (
            <li key={row.id}>
              <TimeLeft dueAt={row.dueAt} over={row.ended} />
              <Link href={orderAddress(row.id, view)} className="mono" prefetch={false}>
                {row.id}
              </Link>
              <GateRailMini states={row.rail} />
              <span className={styles['why']}>
                <Reason row={row} />
              </span>
              <Money amount={row.paidAmount} />
            </li>
          ))}
        </ul>
      )}
      <Link href={listAddress(view)} className={styles['all']}>
        {t('all', { count: group.stuck })}
      </Link>
    </div>
  );
};
