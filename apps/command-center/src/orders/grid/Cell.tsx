'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNow } from '../../data/clock.ts';
import { spanOf } from '../../format/duration.ts';
import { nearTime } from '../../format/time.ts';
import { Flash } from '../../parts/Flash.tsx';
import { GateRailMini } from '../../parts/GateRailMini.tsx';
import { MaskedText } from '../../parts/MaskedText.tsx';
import { Money } from '../../parts/Money.tsx';
import { SpanText } from '../../parts/SpanText.tsx';
import { TimeLeft } from '../../parts/TimeLeft.tsx';
import { asLiteral } from '../../words/codes.ts';
import { Owner } from '../../words/Owner.tsx';
import { ChannelName } from '../ChannelName.tsx';
import type { ColumnKey } from '../columns.ts';
import type { OrderRow } from '../order-row.ts';
import { Reason } from '../Reason.tsx';
import styles from './OrdersGrid.module.css';

interface CellProps {
  readonly column: Exclude<ColumnKey, 'deeds'>;
  readonly row: OrderRow;
  readonly address: string;
}

/** What one column shows of one row. A changed value flashes once where it stands. */
export const Cell = ({ column, row, address }: CellProps) => {
  switch (column) {
    case 'left':
      return <TimeLeft dueAt={row.dueAt} over={row.ended} />;
    case 'id':
      return (
        <Link href={address} className={`mono ${styles['id']}`} prefetch={false}>
          {row.id}
        </Link>
      );
    case 'channel':
      return <ChannelName code={row.channel} />;
    case 'rail':
      return (
        <Flash of={row.rail.join()}>
          <GateRailMini states={row.rail} />
        </Flash>
      );
    case 'reason':
      return (
        <Flash of={JSON.stringify([row.status, row.stuckReason ?? row.answer])}>
          <Reason row={row} />
        </Flash>
      );
    case 'warehouse':
      return <Flash of={row.warehouses.join()}>{row.warehouses.join('、') || '—'}</Flash>;
    case 'customer':
      return <MaskedText>{`${row.maskedName} ${row.maskedPhone}`}</MaskedText>;
    case 'amount':
      return <Money amount={row.paidAmount} />;
    case 'owner':
      return (
        <span className={styles['soft']}>
          <Owner owner={row.owner} />
        </span>
      );
    case 'status':
      return <Status code={row.status} />;
    case 'platformNo':
      return <span className="mono">{row.platformOrderNo}</span>;
    case 'district':
      return <>{row.district}</>;
    case 'quantity':
      return <>{row.quantity}</>;
    case 'placed':
      return <Near at={row.placedAt} />;
    case 'promised':
      return <Near at={row.promisedShipAt} />;
    case 'waiting':
      return <Waiting row={row} />;
    case 'tracking':
      return <span className="mono">{row.trackingNumbers.join('、') || '—'}</span>;
  }
};

const Status = ({ code }: { readonly code: string }) => {
  const t = useTranslations('literals');
  const known = asLiteral(code);
  return <>{known === undefined ? code : t(known)}</>;
};

const Near = ({ at }: { readonly at: string | null | undefined }) => {
  const now = useNow();
  if (at === null || at === undefined || now === 0) return <>—</>;
  return <span title={at}>{nearTime(at, now)}</span>;
};

/** How long the customer waited, or waits still (CUS-04). */
const Waiting = ({ row }: { readonly row: OrderRow }) => {
  const now = useNow();
  const { startedAt, endedAt } = row.waiting;
  if (startedAt === null || startedAt === undefined || now === 0) return <>—</>;
  const until = endedAt === null || endedAt === undefined ? now : Date.parse(endedAt);
  return <SpanText span={spanOf(Math.max(0, until - Date.parse(startedAt)))} />;
};
