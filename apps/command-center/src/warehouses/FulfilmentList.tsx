'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { nearTime } from '../format/time.ts';
import { FulfilmentOrdersDocument } from '../gql/graphql.ts';
import type { FulfilmentOrdersQuery } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { SpanText } from '../parts/SpanText.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { asLiteral } from '../words/codes.ts';
import { warehouseAddress } from './steps.ts';
import type { StepKey } from './steps.ts';
import styles from './warehouses.module.css';

interface FulfilmentListProps {
  readonly warehouseId: string;
  readonly step: StepKey | null;
  readonly day: string | null;
}

const pageSize = 100;

/** The fulfilment orders behind a number of a warehouse: all live ones, one step, or those that left on a day. */
export const FulfilmentList = ({ warehouseId, step, day }: FulfilmentListProps) => {
  const t = useTranslations('warehouses');
  const steps = useTranslations('warehouseSteps');
  const filter = { warehouseId, step: day === null ? step : null, day };
  const list = useInfiniteQuery({
    queryKey: ['board', 'fulfilment-orders', filter],
    queryFn: async ({ signal, pageParam }) =>
      (await ask(FulfilmentOrdersDocument, { filter, first: pageSize, after: pageParam }, signal)).data.fulfilmentOrders,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
    refetchInterval: 30_000,
  });
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  const total = list.data?.pages[0]?.totalCount;
  return (
    <Panel
      id="orders"
      title={day !== null ? t('leftOn', { day }) : step !== null ? t('standingAt', { step: steps(step) }) : t('standing')}
      finding={total === undefined ? undefined : t('total', { count: total })}
      aside={
        <>
          {(step !== null || day !== null) && (
            <Link href={warehouseAddress(warehouseId)} className={styles['door']}>
              {t('all')}
            </Link>
          )}{' '}
          <SourceAge at={list.dataUpdatedAt} stale={list.isError} calm />
        </>
      }
    >
      {list.isPending && <Loading rows={6} />}
      {list.isError && rows.length === 0 && <Trouble {...troubleOf(list.error)} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <Nothing>{t('nothingStands')}</Nothing>}
      {rows.length > 0 && <Rows rows={rows} left={day !== null} />}
      {list.hasNextPage && (
        <Button className={styles['more']} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more', { left: (total ?? 0) - rows.length })}
        </Button>
      )}
    </Panel>
  );
};

type Row = FulfilmentOrdersQuery['fulfilmentOrders']['nodes'][number];

const Rows = ({ rows, left }: { readonly rows: readonly Row[]; readonly left: boolean }) => {
  const t = useTranslations('warehouses');
  const literals = useTranslations('literals');
  const now = useNow();
  const wordOf = (status: string): string => {
    const literal = asLiteral(status);
    return literal === undefined ? status : literals(literal);
  };
  return (
    <div className={styles['scroll']}>
      <PlainTable className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{left ? t('leftAt') : t('since')}</th>
            <th scope="col">{t('order')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col" className={styles['wide']}>
              {t('goods')}
            </th>
            <th scope="col" data-figure>
              {t('pieces')}
            </th>
            <th scope="col" className={styles['wide']}>
              {t('fulfilmentOrder')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-row-key={row.id}>
              <td>
                {now === 0 ? (
                  ''
                ) : left ? (
                  nearTime(row.outboundAt ?? row.createdAt, now)
                ) : (
                  <SpanText span={spanOf(now - Date.parse(row.createdAt))} />
                )}
              </td>
              <td>
                <Link href={`/orders/${row.order.id}`} className="mono">
                  {row.order.id}
                </Link>
              </td>
              <td title={row.refusal ?? undefined}>{wordOf(row.status)}</td>
              <td className={styles['wide']}>{row.lines.map((line) => line.sku).join(' · ')}</td>
              <td data-figure>{row.lines.reduce((sum, line) => sum + line.quantity, 0)}</td>
              <td className={`mono ${styles['wide']}`}>{row.id}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </div>
  );
};
