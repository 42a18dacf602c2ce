'use client';

import { Table } from 'antd';
import type { GetRef, TableColumnsType } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import type { Key } from 'react';
import { GateRailMini } from '../parts/GateRailMini.tsx';
import { railOf } from '../parts/gates.ts';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { nearTime } from '../format/time.ts';
import { Owner } from '../words/Owner.tsx';
import { Assignee, ItemDeed } from './ItemActions.tsx';
import { aboutOf, ItemText } from './ItemText.tsx';
import type { WorkItemRow } from './use-work-items.ts';
import styles from './items.module.css';

interface ItemsTableProps {
  readonly rows: readonly WorkItemRow[];
  readonly room: { readonly width: number; readonly height: number };
  readonly showPool: boolean;
  readonly active: number;
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
  readonly onActivate: (index: number) => void;
  readonly onOpen: (id: string) => void;
  readonly onNearEnd: () => void;
}

// All columns but the reason, which takes what is left.
const fixedWidth = 40 + 86 + 158 + 148 + 84 + 100 + 84 + 54;

export const ItemsTable = ({ rows, room, showPool, active, chosen, onChoose, onActivate, onOpen, onNearEnd }: ItemsTableProps) => {
  const t = useTranslations('exceptions');
  const table = useRef<GetRef<typeof Table>>(null);
  const position = useMemo(() => new Map(rows.map((row, index) => [row.id, index])), [rows]);

  useEffect(() => {
    const row = rows[active];
    if (row !== undefined) table.current?.scrollTo({ key: row.id, align: 'nearest' });
  }, [active, rows]);

  const columns: TableColumnsType<WorkItemRow> = [
    { key: 'left', title: t('timeLeft'), width: 86, render: (_, row) => <Left row={row} /> },
    { key: 'about', title: t('about'), width: 158, ellipsis: true, render: (_, row) => <About row={row} /> },
    { key: 'rail', title: t('gates'), width: 148, render: (_, row) => <Rail row={row} /> },
    {
      key: 'reason',
      title: t('reason'),
      width: Math.max(200, room.width - fixedWidth),
      ellipsis: true,
      render: (_, row) => <ItemText item={row} showPool={showPool} />,
    },
    { key: 'owner', title: t('owner'), width: 84, ellipsis: true, render: (_, row) => <Owner owner={row.owner} /> },
    { key: 'assignee', title: t('assignee'), width: 100, ellipsis: true, render: (_, row) => <Assignee item={row} /> },
    { key: 'deed', title: t('deed'), width: 84, render: (_, row) => <ItemDeed item={row} onOpen={() => onOpen(row.id)} /> },
    {
      key: 'open',
      title: <span className={styles['unseen']}>{t('details')}</span>,
      width: 54,
      render: (_, row) => (
        <button type="button" className={styles['quiet']} aria-label={t('detailsOf', { id: aboutOf(row) })} onClick={() => onOpen(row.id)}>
          {t('details')}
        </button>
      ),
    },
  ];

  return (
    <Table<WorkItemRow>
      ref={table}
      virtual
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: Math.max(fixedWidth + 200, room.width), y: room.height }}
      className={styles['table'] ?? ''}
      rowSelection={{
        columnWidth: 40,
        selectedRowKeys: [...chosen],
        onChange: (keys: Key[]) => onChoose(keys.map(String)),
        getTitleCheckboxProps: () => ({ 'aria-label': t('chooseAll') }),
        getCheckboxProps: (row) => ({ disabled: isEnded(row), 'aria-label': t('choose', { id: aboutOf(row) }) }),
      }}
      rowClassName={(row) =>
        `${position.get(row.id) === active ? (styles['active'] ?? '') : ''} ${isEnded(row) ? (styles['ended'] ?? '') : ''}`
      }
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

const isEnded = (row: WorkItemRow): boolean => row.closedAt !== null && row.closedAt !== undefined;

export const Left = ({ row }: { readonly row: WorkItemRow }) => {
  const t = useTranslations('exceptions');
  if (row.closedAt === null || row.closedAt === undefined) return <TimeLeft dueAt={row.dueAt} />;
  return <span className={styles['quiet']}>{t('endedAt', { at: nearTime(row.closedAt, Date.now()) })}</span>;
};

export const Rail = ({ row }: { readonly row: WorkItemRow }) => {
  const twin = row.order?.twin;
  if (twin === null || twin === undefined) return <span className={styles['quiet']}>—</span>;
  return <GateRailMini states={railOf({ gates: twin.gates, held: twin.status === 'HELD' })} />;
};

const About = ({ row }: { readonly row: WorkItemRow }) =>
  row.order === null || row.order === undefined ? (
    <span className="mono">{aboutOf(row)}</span>
  ) : (
    <Link href={`/orders/${encodeURIComponent(row.order.id)}`} className={`mono ${styles['id']}`} prefetch={false}>
      {row.order.id}
    </Link>
  );
