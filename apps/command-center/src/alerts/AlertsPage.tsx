'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { AlertBoardDocument } from '../gql/graphql.ts';
import { useBoard, useLiveBoards } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { AlertRow } from './AlertRow.tsx';
import styles from './AlertsPage.module.css';
import { ClosedAlerts } from './ClosedAlerts.tsx';
import { levelKeys } from './rules.ts';
import type { LevelKey } from './rules.ts';
import { WatchTable } from './WatchTable.tsx';

const shapes: Readonly<Record<LevelKey, string>> = { red: '▲', orange: '◆', green: '●' };

/** Three levels: what left its threshold and needs a hand, what is watched, what ended today. */
export const AlertsPage = () => {
  const t = useTranslations('alerts');
  const levels = useTranslations('levels');
  const [level, setLevel] = useQueryState('level', parseAsStringLiteral(levelKeys).withOptions({ history: 'push' }));
  useLiveBoards();
  const query = useBoard('alerts', AlertBoardDocument, {}, (result) => result.alertBoard);
  const { data } = query;
  const open = data?.watches.filter((watch) => watch.alert !== null && watch.alert !== undefined) ?? [];
  const shown = open.filter((watch) => level === null || watch.level === level.toUpperCase());
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <h1>{t('title')}</h1>
        <div className={styles['levels']} role="group" aria-label={t('byLevel')}>
          {levelKeys.map((key) => (
            <button
              key={key}
              type="button"
              data-level={key}
              data-none={data?.[key] === 0}
              aria-pressed={level === key}
              onClick={() => void setLevel(level === key ? null : key)}
            >
              <i aria-hidden>{shapes[key]}</i>
              {levels(key)} <b>{data === undefined ? '—' : data[key]}</b>
            </button>
          ))}
        </div>
        {data !== undefined && <span className={styles['version']}>{t('thresholds', { version: data.thresholdsVersion })}</span>}
      </div>
      {level !== 'green' && (
        <BoardPanel
          id="open-alerts"
          title={t('open')}
          query={query}
          finding={data === undefined ? undefined : t('openFinding', { red: data.red, orange: data.orange })}
          empty={() =>
            shown.length > 0 ? undefined : level === null || open.length === 0 ? (
              t('none')
            ) : (
              <>
                {t('noneOfLevel')} <Link href="/alerts">{t('all')}</Link>
              </>
            )
          }
        >
          {() => (
            <ul className={styles['rows']}>
              {shown.map(
                (watch) =>
                  watch.alert && (
                    <AlertRow key={watch.alert.id} alert={watch.alert} orangeFrom={watch.orangeFrom} redFrom={watch.redFrom} />
                  ),
              )}
            </ul>
          )}
        </BoardPanel>
      )}
      {(level === null || level === 'green') && (
        <BoardPanel
          id="watches"
          title={t('within')}
          query={query}
          finding={t('withinFinding')}
          empty={(board) =>
            board.watches.some((watch) => watch.level === 'GREEN' || watch.level === 'NO_DATA') ? undefined : t('noneWithin')
          }
        >
          {(board) => <WatchTable watches={board.watches.filter((watch) => watch.level === 'GREEN' || watch.level === 'NO_DATA')} />}
        </BoardPanel>
      )}
      {level === null && <ClosedAlerts />}
    </div>
  );
};
