'use client';

import { useTranslations } from 'next-intl';
import { percent, signed } from '../format/figures.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Door } from '../parts/Door.tsx';
import { Radar } from '../parts/Radar.tsx';
import styles from './HealthPanel.module.css';
import { asIndicator, isWeak, weakest } from './indicators.ts';
import { useBoardQuestion } from '../data/use-board.ts';
import { healthQuestion, trendDays } from './questions.ts';

export const useHealth = (days = trendDays) => useBoardQuestion(healthQuestion(days));

/** The health of the day (C-07): twelve indicators on one face, their weighted mean, and those without data by name. */
export const HealthPanel = () => {
  const t = useTranslations('boardHealth');
  const names = useTranslations('indicators');
  const query = useHealth();
  const { data } = query;
  const worst = data === undefined ? undefined : weakest(data.indicators);
  return (
    <BoardPanel
      id="health"
      title={t('title')}
      query={query}
      finding={t('what')}
      twin={(board) => ({
        caption: t('title'),
        columns: [
          { key: 'name', title: t('indicator') },
          { key: 'share', title: t('share'), figure: true },
          { key: 'missed', title: t('missed'), figure: true },
          { key: 'due', title: t('due'), figure: true },
        ],
        rows: board.indicators.map((each) => ({
          key: each.key,
          cells: [
            `${each.number} ${names(asIndicator(each.key))}`,
            each.share === null || each.share === undefined ? t('noData') : percent(each.share),
            <Door key="missed" to={each.missed} />,
            <Door key="due" to={each.due} />,
          ],
        })),
      })}
    >
      {(board) => (
        <div className={styles['body']}>
          <div className={styles['face']}>
            <p className={styles['score']}>
              <b>{board.score === null || board.score === undefined ? '—' : board.score.toFixed(1)}</b>
              <small>
                {t('ofHundred')}
                {board.score !== null && board.score !== undefined && board.previousScore !== null && board.previousScore !== undefined && (
                  <span data-better={board.score >= board.previousScore}>
                    {t('sinceYesterday', { change: signed(board.score - board.previousScore, 1) })}
                  </span>
                )}
              </small>
              <small>{t('weights', { version: board.weightsVersion })}</small>
            </p>
            <Radar
              label={
                worst === undefined
                  ? t('noFinding')
                  : t('finding', { name: names(asIndicator(worst.key)), share: percent(worst.share ?? 0), absent: board.absent.length })
              }
              axes={board.indicators.map((each) => ({
                key: each.key,
                mark: String(each.number),
                part: each.share ?? undefined,
                weak: isWeak(each.share),
              }))}
            />
          </div>
          <ol className={styles['list']}>
            {board.indicators.map((each) => {
              const known = each.share !== null && each.share !== undefined;
              return (
                <li key={each.key} data-weak={isWeak(each.share)} data-known={known}>
                  <span>
                    <i>{each.number}</i>
                    {names(asIndicator(each.key))}
                  </span>
                  <Door to={known ? (each.missed.count > 0 ? each.missed : each.due) : undefined}>
                    {known ? percent(each.share ?? 0) : t('noData')}
                  </Door>
                </li>
              );
            })}
          </ol>
        </div>
      )}
    </BoardPanel>
  );
};
