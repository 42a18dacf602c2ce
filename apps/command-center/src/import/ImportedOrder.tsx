'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { fullTime } from '../format/time.ts';
import { OrdersPageDocument } from '../gql/graphql.ts';
import { ChannelName } from '../orders/ChannelName.tsx';
import { Money } from '../parts/Money.tsx';
import { Panel } from '../parts/Panel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import styles from './import.module.css';

/** A past order: what its file said, and that nothing is done with it. */
export const ImportedOrder = ({ id }: { readonly id: string }) => {
  const t = useTranslations('importedOrder');
  const query = useQuery({
    queryKey: ['imported-order', id],
    queryFn: async ({ signal }) => {
      const { orders } = (await ask(OrdersPageDocument, { filter: { ids: [id] }, sort: 'NEWEST', first: 1, after: null }, signal)).data;
      return orders.nodes[0] ?? null;
    },
  });
  const failure = query.error instanceof RequestFailure ? query.error : undefined;
  const row = query.data;
  const fact = (name: string, value: ReactNode): ReactNode => (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('title', { no: row?.platformOrderNo ?? id })}</h1>
        <p>{t('what')}</p>
      </header>
      <Panel
        aside={<SourceAge at={query.dataUpdatedAt} stale={query.isError} />}
        title={row == null ? id : <ChannelName code={row.channel} />}
      >
        {query.isPending && <Loading rows={4} />}
        {query.isError && (
          <Trouble kind={failure?.kind ?? 'rejected'} code={failure?.code ?? 'UNKNOWN'} onRetry={() => void query.refetch()} />
        )}
        {row === null && (
          <Nothing next={<Link href={`/orders?q=${encodeURIComponent(id.split('.').slice(2).join('.'))}`}>{t('back')}</Link>}>
            {t('none')}
          </Nothing>
        )}
        {row != null && (
          <dl className={styles['facts']}>
            {fact(t('placed'), fullTime(row.placedAt))}
            {fact(t('promised'), row.promisedShipAt == null ? '—' : fullTime(row.promisedShipAt))}
            {fact(t('amount'), <Money amount={row.paidAmount} symbol />)}
            {fact(t('units'), row.quantity)}
            {fact(t('recipient'), [row.maskedName, row.maskedPhone, row.district].filter((text) => text !== '').join(' · ') || '—')}
            {fact(t('parcels'), row.trackingNumbers.join('、') || '—')}
          </dl>
        )}
      </Panel>
      <p className={styles['small']}>
        <Link href="/orders?imported=true&sort=newest">{t('all')}</Link>
      </p>
    </div>
  );
};
