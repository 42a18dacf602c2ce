'use client';

import { Table } from 'antd';
import type { GetRef, TableColumnsType } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { Flash } from '../parts/Flash.tsx';
import { GateRailMini } from '../parts/GateRail.tsx';
import { MaskedText } from '../parts/MaskedText.tsx';
import { Money } from '../parts/Money.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { ChannelName } from './ChannelName.tsx';
import { Owner } from '../words/Owner.tsx';
import type { OrderRow } from './order-row.ts';
import { Reason } from './Reason.tsx';
import { RowActions } from './RowActions.tsx';
import styles from './OrdersTable.module.css';

interface OrdersTableProps {
  readonly rows: readonly OrderRow[];
  readonly room: { readonly width: number; readonly height: number };
  readonly active: number;
  readonly onActivate: (index: number) => void;
  readonly onNearEnd: () => void;
  readonly addressOf: (id: string) => string;
}

// The other columns together: the reason takes what is left.
const fixedWidth = 950;

export const OrdersTable = ({ rows, room, active, onActivate, onNearEnd, addressOf }: OrdersTableProps) => {
  const t = useTranslations('orders');
  const table = useRef<GetRef<typeof Table>>(null);
  const position = useMemo(() => new Map(rows.map((row, index) => [row.id, index])), [rows]);

  useEffect(() => {
    const row = rows[active];
    if (row !== undefined) table.current?.scrollTo({ key: row.id, align: 'nearest' });
  }, [active, rows]);

  const columns: TableColumnsType<OrderRow> = [
    { key: 'left', title: t('timeLeft'), width: 92, render: (_, row) => <TimeLeft dueAt={row.dueAt} over={row.ended} /> },
    {
      key: 'id',
      title: t('order'),
      width: 158,
      render: (_, row) => (
        <Link href={addressOf(row.id)} className={`mono ${styles['id']}`} prefetch={false}>
          {row.id}
        </Link>
      ),
    },
    { key: 'channel', title: t('channel'), width: 64, render: (_, row) => <ChannelName code={row.channel} /> },
    {
      key: 'rail',
      title: t('gates'),
      width: 148,
      render: (_, row) => (
        <Flash of={row.rail.join()}>
          <GateRailMini states={row.rail} />
        </Flash>
      ),
    },
    {
      key: 'reason',
      title: t('reason'),
      width: Math.max(184, room.width - fixedWidth),
      ellipsis: true,
      render: (_, row) => (
        <Flash of={JSON.stringify([row.status, row.stuckReason ?? row.answer])}>
          <Reason row={row} />
        </Flash>
      ),
    },
    {
      key: 'warehouse',
      title: t('warehouse'),
      width: 98,
      ellipsis: true,
      render: (_, row) => <Flash of={row.warehouses.join()}>{row.warehouses.join('、') || '—'}</Flash>,
    },
    {
      key: 'customer',
      title: t('customer'),
      width: 134,
      ellipsis: true,
      render: (_, row) => <MaskedText>{`${row.maskedName} ${row.maskedPhone}`}</MaskedText>,
    },
    { key: 'amount', title: t('amount'), width: 90, align: 'right', render: (_, row) => <Money amount={row.paidAmount} /> },
    {
      key: 'owner',
      title: t('owner'),
      width: 84,
      ellipsis: true,
      render: (_, row) => (
        <span className={styles['owner']}>
          <Owner owner={row.owner} />
        </span>
      ),
    },
    { key: 'deeds', title: t('deeds'), width: 80, render: (_, row) => <RowActions row={row} address={addressOf(row.id)} /> },
  ];

  return (
    <Table<OrderRow>
      ref={table}
      virtual
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: Math.max(1120, room.width), y: room.height }}
      className={styles['table'] ?? ''}
      rowClassName={(row) => (position.get(row.id) === active ? (styles['active'] ?? '') : '')}
      onRow={(row) => ({
        onClick: () => onActivate(position.get(row.id) ?? -1),
        'aria-current': position.get(row.id) === active ? true : undefined,
      })}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        if (scrollHeight - scrollTop - clientHeight < 1200) onNearEnd();
      }}
    />
  );
};
