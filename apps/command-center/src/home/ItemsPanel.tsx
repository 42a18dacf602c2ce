'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { ItemQueueDocument } from '../gql/graphql.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { UrgentRow } from '../parts/UrgentRow.tsx';
import { asLiteral, asOwner, phraseCodes } from '../words/codes.ts';
import { textsOf } from '../words/parameters.ts';
import { useReason } from '../words/use-phrase.ts';
import { useBoard } from '../data/use-board.ts';

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
  const reason = useReason();
  const now = useNow();
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
            const known = phraseCodes.some((code) => code === item.summary.code && code !== 'OTHER');
            const text = textsOf(item.summary);
            const detail = known
              ? reason(item.summary, now)
              : (['reason', 'code', 'sku', 'field'].map(text).find((each) => each !== '') ?? '');
            return (
              <UrgentRow
                key={item.id}
                dueAt={item.dueAt ?? item.openedAt}
                title={[pool === undefined ? item.pool : literals(pool), detail].filter((part) => part !== '').join(' · ')}
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
