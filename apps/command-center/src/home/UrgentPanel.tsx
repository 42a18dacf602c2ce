'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { AlertLevelsDocument } from '../gql/graphql.ts';
import { AlertLevels } from '../parts/AlertLevels.tsx';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Door } from '../parts/Door.tsx';
import { UrgentRow } from '../parts/UrgentRow.tsx';
import { asUrgentDeed } from './urgent.ts';
import { useBoardQuestion } from '../data/use-board.ts';
import { urgentQuestion } from './questions.ts';
import { useUrgentWords } from './use-urgent-words.ts';
import styles from './UrgentPanel.module.css';

interface UrgentPanelProps {
  /** How many matters the panel has room for. */
  readonly first?: number;
}

/** What must be done now, by time left, each with its act; above it the three levels of the alerts. */
export const UrgentPanel = ({ first = 5 }: UrgentPanelProps) => {
  const t = useTranslations('boardUrgent');
  const deeds = useTranslations('urgentDeeds');
  const words = useUrgentWords();
  const query = useBoardQuestion(urgentQuestion(first));
  const alerts = useQuery({
    queryKey: ['board', 'alert-levels'],
    queryFn: async ({ signal }) => (await ask(AlertLevelsDocument, {}, signal)).data.alertBoard,
    refetchInterval: 10_000,
  });
  return (
    <BoardPanel
      id="urgent"
      title={t('title')}
      query={query}
      finding={t('order')}
      aside={() => alerts.data !== undefined && <AlertLevels {...alerts.data} />}
      empty={(data) => (data.items.length === 0 ? t('none') : undefined)}
    >
      {(data) => (
        <div className={styles['urgent']}>
          <ul className={styles['rows']}>
            {data.items.map((item) => {
              const { title, note } = words(item);
              return (
                <UrgentRow
                  key={item.key}
                  dueAt={item.dueAt}
                  title={title}
                  note={note}
                  deed={
                    <Link href={item.target} prefetch={false}>
                      {deeds(asUrgentDeed(item.deed), { count: item.affected.count })}
                    </Link>
                  }
                />
              );
            })}
          </ul>
          <p className={styles['foot']}>
            <Door to={data.stuck}>{t('stuck', { count: data.stuck.count })}</Door>
            <Door to={data.workItems}>{t('workItems', { count: data.workItems.count })}</Door>
            {data.total > data.items.length && <span>{t('more', { count: data.total - data.items.length })}</span>}
          </p>
        </div>
      )}
    </BoardPanel>
  );
};
