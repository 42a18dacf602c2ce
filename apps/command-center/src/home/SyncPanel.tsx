'use client';

import { useTranslations } from 'next-intl';
import { count, percent } from '../format/figures.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Door } from '../parts/Door.tsx';
import { asSystem } from '../words/codes.ts';
import { useSpanWords } from '../words/use-span-words.ts';
import styles from './SyncPanel.module.css';
import { useBoardQuestion } from '../data/use-board.ts';
import { syncQuestion } from './questions.ts';

// The others stand in the table.
const slowest = 6;

/** How late facts are (FUL-05): the share within the limit, and each outside system for itself. */
export const SyncPanel = () => {
  const t = useTranslations('boardSync');
  const systems = useTranslations('systems');
  const span = useSpanWords();
  const query = useBoardQuestion(syncQuestion);
  return (
    <BoardPanel
      id="sync"
      title={t('title')}
      query={query}
      rows={2}
      finding={query.data === undefined ? undefined : t('what', { limit: span(query.data.limitMs) })}
      aside={(data) =>
        data.lateOrders.count > 0 && (
          <Door to={data.lateOrders}>
            <span className={styles['late']}>{t('late', { count: count(data.lateOrders.count) })}</span>
          </Door>
        )
      }
      empty={(data) => (data.total.facts === 0 ? t('none') : undefined)}
      twin={(data) => ({
        caption: t('title'),
        columns: [
          { key: 'system', title: t('system') },
          { key: 'facts', title: t('factsColumn'), figure: true },
          { key: 'within', title: t('within'), figure: true },
          { key: 'p50', title: 'P50', figure: true },
          { key: 'p95', title: 'P95', figure: true },
        ],
        rows: data.systems.map((system) => ({
          key: system.system,
          cells: [
            systems(asSystem(system.system)),
            count(system.facts),
            system.withinShare === null || system.withinShare === undefined ? '—' : percent(system.withinShare),
            span(system.p50Ms),
            span(system.p95Ms),
          ],
        })),
      })}
    >
      {(data) => (
        <ul className={styles['systems']}>
          <li data-total>
            <span>{t('all')}</span>
            <b>{data.total.withinShare === null || data.total.withinShare === undefined ? '—' : percent(data.total.withinShare)}</b>
            <small>{t('within')}</small>
          </li>
          {data.systems.slice(0, slowest).map((system) => (
            <li key={system.system} title={t('facts', { count: count(system.facts) })}>
              <span>{systems(asSystem(system.system))}</span>
              <b data-late={(system.p95Ms ?? 0) > data.limitMs}>{span(system.p95Ms)}</b>
              <small>P95</small>
            </li>
          ))}
        </ul>
      )}
    </BoardPanel>
  );
};
