'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../../data/ask.ts';
import { WebhookDeliveriesDocument } from '../../gql/graphql.ts';
import type { WebhookDeliveryState, WebhookEndpointFieldsFragment } from '../../gql/graphql.ts';
import { Panel } from '../../parts/Panel.tsx';
import { troubleOf } from '../../parts/PartPanel.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Loading, Nothing, Trouble } from '../../parts/WidgetState.tsx';
import { DeliveryRows } from './DeliveryRows.tsx';
import { shownAddress } from './words.ts';
import styles from './Webhooks.module.css';

const REFRESH_MS = 5_000;
const shownOf: Readonly<Record<'all' | 'open' | 'failed', readonly WebhookDeliveryState[] | undefined>> = {
  all: undefined,
  open: ['DUE', 'WAITING'],
  failed: ['FAILED'],
};

interface DeliveriesPanelProps {
  readonly endpoint: WebhookEndpointFieldsFragment;
  readonly mayKeep: boolean;
}

/** The log of one endpoint, latest first; each row opens to its tries. */
export const DeliveriesPanel = ({ endpoint, mayKeep }: DeliveriesPanelProps) => {
  const t = useTranslations('webhooks');
  const [shown, setShown] = useState<keyof typeof shownOf>('all');
  const states = shownOf[shown];
  const query = useInfiniteQuery({
    queryKey: ['webhooks', 'deliveries', endpoint.id, shown],
    queryFn: async ({ pageParam, signal }) =>
      (
        await ask(
          WebhookDeliveriesDocument,
          {
            filter: { endpointId: endpoint.id, ...(states === undefined ? {} : { states: [...states] }) },
            ...(pageParam === '' ? {} : { after: pageParam }),
          },
          signal,
        )
      ).data.webhookDeliveries,
    initialPageParam: '',
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    refetchInterval: REFRESH_MS,
  });
  const rows = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  return (
    <Panel
      title={t('log')}
      finding={<span className="mono">{shownAddress(endpoint.url)}</span>}
      aside={
        <Segmented
          size="small"
          value={shown}
          aria-label={t('whichDeliveries')}
          options={[
            { value: 'all', label: t('all') },
            { value: 'open', label: t('open') },
            { value: 'failed', label: t('failedOnes') },
          ]}
          onChange={setShown}
        />
      }
    >
      {query.isPending && <Loading rows={6} />}
      {query.isError && rows.length === 0 && <Trouble {...troubleOf(query.error)} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <Nothing>{shown === 'all' ? t('noDeliveries') : t('noneSuch')}</Nothing>}
      {rows.length > 0 && (
        <div className={styles['scroll']}>
          <PlainTable className={styles['log']}>
            <thead>
              <tr>
                <th scope="col">{t('planned')}</th>
                <th scope="col">{t('event')}</th>
                <th scope="col">{t('order')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('lastTry')}</th>
                <th scope="col" aria-label={t('deeds')} />
              </tr>
            </thead>
            <tbody>
              {rows.map((delivery) => (
                <DeliveryRows key={delivery.id} delivery={delivery} mayResend={mayKeep && endpoint.state === 'ENABLED'} />
              ))}
            </tbody>
          </PlainTable>
        </div>
      )}
      {query.hasNextPage && (
        <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Panel>
  );
};
