'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { HoldButton } from '../deeds/HoldButton.tsx';
import type { OrderRow } from './order-row.ts';
import styles from './OrdersTable.module.css';

const holdable: readonly string[] = ['AWAITING_PAYMENT', 'OPEN', 'STUCK'];

/** The act for a problem stands on its row (law L4). */
export const RowActions = ({ row, address }: { readonly row: OrderRow; readonly address: string }) => {
  const t = useTranslations('deeds');
  if (row.status === 'HELD')
    return (
      <Link className={styles['deed']} href={`${address}#holds`} prefetch={false}>
        {t('settleHold')}
      </Link>
    );
  // From gate 6 on the goods are with the warehouse: a hold there would only be refused.
  if (holdable.includes(row.status) && row.currentGate < 6) return <HoldButton orderId={row.id} look="word" />;
  return (
    <Link className={styles['quiet']} href={address} prefetch={false}>
      {t('open')}
    </Link>
  );
};
