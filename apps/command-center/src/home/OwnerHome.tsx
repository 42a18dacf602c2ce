'use client';

import { useTranslations } from 'next-intl';
import { percent, signed } from '../format/figures.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Door } from '../parts/Door.tsx';
import { Headline } from '../parts/Headline.tsx';
import { Sparkline } from '../parts/Sparkline.tsx';
import { BriefLine } from './BriefLine.tsx';
import { DayMoneyPanel } from './DayMoneyPanel.tsx';
import { useHealth } from './HealthPanel.tsx';
import styles from './OwnerHome.module.css';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { WaitingPanel } from './WaitingPanel.tsx';

/** The brief as a page (OBS-05): one sentence, the score and its trend, the waiting, on time, the money, the top problems. */
export const OwnerHome = () => (
  <div className={styles['home']}>
    <BriefLine />
    <ScorePanel />
    <OnTimePanel number={1} />
    <OnTimePanel number={2} />
    <DayMoneyPanel />
    <div className={styles['wide']}>
      <WaitingPanel />
    </div>
    <div className={styles['wide']}>
      <ProblemsPanel />
    </div>
  </div>
);

const ScorePanel = () => {
  const t = useTranslations('roleHome');
  const health = useTranslations('boardHealth');
  const query = useHealth();
  return (
    <BoardPanel id="score" title={health('title')} query={query} rows={2}>
      {(data) => (
        <Headline
          figure={data.score === null || data.score === undefined ? '—' : data.score.toFixed(1)}
          unit={t('points')}
          note={
            <>
              {data.score !== null && data.score !== undefined && data.previousScore !== null && data.previousScore !== undefined
                ? health('sinceYesterday', { change: signed(data.score - data.previousScore, 1) })
                : t('firstDay')}
              {data.trend.length > 1 && (
                <Sparkline
                  width={150}
                  values={data.trend.map((day) => day.score ?? null)}
                  label={t('trend', { days: data.trend.length, last: data.score?.toFixed(1) ?? '—' })}
                />
              )}
            </>
          }
        />
      )}
    </BoardPanel>
  );
};

const OnTimePanel = ({ number }: { readonly number: 1 | 2 }) => {
  const t = useTranslations('roleHome');
  const query = useHealth();
  return (
    <BoardPanel
      id={number === 1 ? 'on-time-shipping' : 'on-time-delivery'}
      title={t(number === 1 ? 'shippedOnTime' : 'deliveredOnTime')}
      query={query}
      rows={2}
    >
      {(data) => {
        const indicator = data.indicators.find((each) => each.number === number);
        const known = indicator?.share !== null && indicator?.share !== undefined;
        return (
          <Headline
            figure={known ? <Door to={indicator.good}>{percent(indicator.share ?? 0)}</Door> : '—'}
            note={
              indicator === undefined || !known ? (
                t('nothingDue')
              ) : (
                <>
                  <Door to={indicator.due}>{t('due', { count: indicator.due.count })}</Door>
                  {' · '}
                  <Door to={indicator.missed}>{t('missed', { count: indicator.missed.count })}</Door>
                </>
              )
            }
          />
        );
      }}
    </BoardPanel>
  );
};
