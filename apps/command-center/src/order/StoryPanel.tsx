'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ask } from '../data/ask.ts';
import { useNow } from '../data/clock.ts';
import { dayKey, relativeDay } from '../format/time.ts';
import type { FactFieldsFragment, OwnFieldsFragment, TwinFieldsFragment } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { asSystem } from '../words/codes.ts';
import { FactRow } from './FactRow.tsx';
import { useOpenFact } from './open-fact.ts';
import { storyKey, storyPage } from './questions.ts';
import styles from './StoryPanel.module.css';

interface StoryPanelProps {
  readonly id: string;
  readonly sources: TwinFieldsFragment['sources'];
  readonly remarks: OwnFieldsFragment['remarks'];
}

/** All that every system said about the order, by day, latest first. */
export const StoryPanel = ({ id, sources, remarks }: StoryPanelProps) => {
  const t = useTranslations('story');
  const systems = useTranslations('systems');
  const [system, setSystem] = useState<string | undefined>(undefined);
  const now = useNow();
  const [open, setOpen] = useOpenFact();
  const story = useInfiniteQuery({
    queryKey: storyKey(id, system),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      storyPage((document, variables) => ask(document, variables, signal), { id, system, after: pageParam }),
    getNextPageParam: (last) => (last?.pageInfo.hasNextPage === true ? (last.pageInfo.endCursor ?? undefined) : undefined),
  });
  const facts = useMemo(() => (story.data?.pages ?? []).flatMap((page) => page?.nodes ?? []), [story.data]);
  const days = useMemo(() => byDay(facts), [facts]);
  const total = story.data?.pages[0]?.totalCount ?? 0;

  const dayWords = (key: string): string => {
    const [, month = '', day = ''] = key.split('-');
    const date = t('date', { month: Number(month), day: Number(day) });
    const relative = now === 0 ? 'other' : relativeDay(key, now);
    return relative === 'other' ? date : t(relative, { date });
  };

  return (
    <Panel
      id="story"
      title={t('title')}
      finding={total > 0 ? t('finding', { facts: total, systems: system === undefined ? Math.max(1, sources.length) : 1 }) : undefined}
      aside={story.isError && facts.length > 0 ? <SourceAge at={story.dataUpdatedAt} stale /> : undefined}
    >
      {sources.length > 1 && (
        <div className={styles['filter']} role="group" aria-label={t('filter')}>
          {[{ system: undefined, facts: undefined }, ...sources].map((each) => (
            <button key={each.system ?? 'all'} type="button" aria-pressed={system === each.system} onClick={() => setSystem(each.system)}>
              {each.system === undefined ? t('all') : systems(asSystem(each.system))}
              {each.facts !== undefined && <small>{each.facts}</small>}
            </button>
          ))}
        </div>
      )}
      {story.isPending && <Loading rows={8} />}
      {story.isError && facts.length === 0 && <Trouble {...troubleOf(story.error)} onRetry={() => void story.refetch()} />}
      {story.isSuccess && facts.length === 0 && <Nothing>{t('none')}</Nothing>}
      {days.map(([key, dayFacts]) => (
        <section key={key}>
          <h3 className={styles['day']}>{dayWords(key)}</h3>
          <ol>
            {dayFacts.map((fact) => (
              <FactRow
                key={fact.id}
                fact={fact}
                words={remarks.find((remark) => remark.id === remarkOf(fact))?.text}
                open={open === fact.id}
                onToggle={() => void setOpen(open === fact.id ? null : fact.id)}
              />
            ))}
          </ol>
        </section>
      ))}
      {story.hasNextPage && (
        <Button block type="text" loading={story.isFetchingNextPage} onClick={() => void story.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Panel>
  );
};

const remarkOf = (fact: FactFieldsFragment): string | undefined => fact.fields.find((field) => field.name === 'remarkId')?.value;

const byDay = (facts: readonly FactFieldsFragment[]): readonly (readonly [string, readonly FactFieldsFragment[]])[] => [
  ...Map.groupBy(facts, (fact) => dayKey(fact.occurredAt)),
];
