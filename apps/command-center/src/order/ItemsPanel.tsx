'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { useNow } from '../data/clock.ts';
import { useItemDeeds } from '../exceptions/use-item-deeds.tsx';
import { useItemReason } from '../exceptions/use-item-reason.ts';
import { asPool, itemsAddress } from '../exceptions/view.ts';
import { nearTime } from '../format/time.ts';
import { OrderItemsDocument } from '../gql/graphql.ts';
import type { OrderItemFieldsFragment } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { Trouble } from '../parts/WidgetState.tsx';
import { Owner } from '../words/Owner.tsx';
import styles from './side.module.css';

const decisions = ['WAREHOUSE_STANDS', 'ORDER_STANDS', 'SETTLED_OUTSIDE'] as const;

/** The work items of this order: open ones with their clock and owner, then those that ended. */
export const ItemsPanel = ({ id }: { readonly id: string }) => {
  const t = useTranslations('orderItems');
  const query = useQuery({
    queryKey: ['order', id, 'items'],
    queryFn: async ({ signal }) =>
      (await ask(OrderItemsDocument, { filter: { orderId: id }, closed: { orderId: id, closed: true } }, signal)).data,
    retry: false,
  });
  const open = query.data?.open.nodes ?? [];
  const closed = query.data?.closed.nodes ?? [];
  if (query.isError && query.data === undefined) {
    return (
      <Panel title={t('title')}>
        <Trouble {...troubleOf(query.error)} onRetry={() => void query.refetch()} />
      </Panel>
    );
  }
  if (open.length + closed.length === 0) return null;
  return (
    <Panel
      id="items"
      title={t('title')}
      finding={open.length > 0 ? t('open', { count: open.length }) : t('allClosed', { count: closed.length })}
    >
      <ul>
        {open.map((item) => (
          <ItemRow key={item.id} item={item} orderId={id} />
        ))}
        {closed.map((item) => (
          <ItemRow key={item.id} item={item} orderId={id} />
        ))}
      </ul>
    </Panel>
  );
};

const ItemRow = ({ item, orderId }: { readonly item: OrderItemFieldsFragment; readonly orderId: string }) => {
  const t = useTranslations('orderItems');
  const pools = useTranslations('pools');
  const choices = useTranslations('orderDecision');
  const reason = useItemReason();
  const { decide } = useItemDeeds();
  const now = useNow();
  const over = Boolean(item.closedAt);
  return (
    <li className={styles['hold']}>
      <span className={over ? styles['over'] : undefined}>
        <Link href={itemsAddress({ q: orderId, closed: over })}>
          <b>{pools(asPool(item.pool) ?? 'OTHER')}</b>
        </Link>{' '}
        {reason(item.summary)}
        <small>
          {' '}
          <Owner owner={item.owner} /> ·{' '}
          {item.closedAt ? t('closedAt', { at: nearTime(item.closedAt, now) }) : nearTime(item.openedAt, now)}
        </small>
      </span>
      {!over && (
        <span className={styles['acts']}>
          <TimeLeft dueAt={item.dueAt} />
          {item.decidable && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'ask', type: 'group', label: t('decideMeans') },
                  ...decisions.map((key) => ({ key, label: choices(key), onClick: () => void decide(item.id, key, choices(key)) })),
                ],
              }}
            >
              <Button size="small">{t('decide')}</Button>
            </Dropdown>
          )}
        </span>
      )}
    </li>
  );
};
