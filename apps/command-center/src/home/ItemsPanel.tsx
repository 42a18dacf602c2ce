'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useBoard } from '../data/use-board.ts';
import { useItemReason } from '../exceptions/use-item-reason.ts';
import { ItemQueueDocument } from '../gql/graphql.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { UrgentRow } from '../parts/UrgentRow.tsx';
import { asLiteral, asOwner } from '../words/codes.ts';

interface ItemsPanelProps {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly pools: readonly string[];
  readonly first?: number;
}

/** The work items of some pools by their clock, each with the way to it. */
export const ItemsPanel = ({ id, title, none, pools, first = 10 }: ItemsPanelProps) => {
  const t = useTranslations('roleHome');
  const literals = useTranslations('literals');
  const owners = useTranslations('owners');
  const reason = useItemReason();
  const query = useBoard(id, ItemQueueDocument, { pools: [...pools], first }, (result) => result.workItems);
  return (
    <BoardPanel
      id={id}
      title={title}
      query={query}
      finding={t('byClock')}
      aside={(data) => <Link href={`/exceptions?pool=${pools.join(',')}`}>{t('allItems', { count: data.totalCount })}</Link>}
      empty={(data) => (data.nodes.length === 0 ? none : undefined)}
    >
      {(data) => (
        <ul>
          {data.nodes.map((item) => {
            const pool = asLiteral(item.pool);
            const owner = asOwner(item.owner);
            return (
              <UrgentRow
                key={item.id}
                dueAt={item.dueAt ?? item.openedAt}
                title={[pool === undefined ? item.pool : literals(pool), reason(item.summary)].join(' · ')}
                note={[item.order?.id ?? '', owner === undefined ? item.owner : owners(owner)].filter((part) => part !== '').join(' · ')}
                deed={
                  <Link
                    href={item.order?.id ? `/orders/${encodeURIComponent(item.order.id)}` : `/exceptions?pool=${item.pool}`}
                    prefetch={false}
                  >
                    {t('handle')}
                  </Link>
                }
              />
            );
          })}
        </ul>
      )}
    </BoardPanel>
  );
};
