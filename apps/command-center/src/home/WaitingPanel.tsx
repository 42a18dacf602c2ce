'use client';

import { InfoCircleOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { WaitingBoardQuery } from '../gql/graphql.ts';
import { bigSpan, count, percent } from '../format/figures.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Breakdown } from '../parts/Breakdown.tsx';
import { Curve } from '../parts/Curve.tsx';
import { Door } from '../parts/Door.tsx';
import { Headline } from '../parts/Headline.tsx';
import { textsOf } from '../words/parameters.ts';
import { useSpanWords } from '../words/use-span-words.ts';
import { heightOf, hourPoints, hourTicks, rangeWithLimit } from './day-axis.ts';
import { asHop } from './hops.ts';
import { useBoardQuestion } from '../data/use-board.ts';
import { waitingQuestion } from './questions.ts';
import { useCause } from './use-cause.ts';
import { WaitingClocks } from './WaitingClocks.tsx';
import styles from './WaitingPanel.module.css';

export type Waiting = WaitingBoardQuery['waitingBoard'];

export const useWaiting = () => useBoardQuestion(waitingQuestion);

/** The headline of every board (CUS-04, C-16): how long customers waited today, where the time went, and why. */
export const WaitingPanel = () => {
  const t = useTranslations('boardWaiting');
  const hops = useTranslations('hops');
  const span = useSpanWords();
  const cause = useCause();
  const query = useWaiting();
  const [open, setOpen] = useState(false);
  return (
    <BoardPanel
      id="waiting"
      title={t('title')}
      query={query}
      finding={t('what')}
      aside={(data) => (
        <>
          <button type="button" className={styles['clocks']} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {t('clocks')} <InfoCircleOutlined />
          </button>
          <WaitingClocks data={data} open={open} onClose={() => setOpen(false)} />
        </>
      )}
      empty={(data) => (data.headlineMs === null || data.headlineMs === undefined ? t('none', { running: data.running.count }) : undefined)}
      twin={(data) => ({
        caption: t('title'),
        columns: [
          { key: 'hour', title: t('hour') },
          { key: 'today', title: t('today'), figure: true },
          { key: 'orders', title: t('orders'), figure: true },
          { key: 'yesterday', title: t('yesterday'), figure: true },
        ],
        rows: data.curve.map((hour) => ({
          key: String(hour.hour),
          cells: [
            `${String(hour.hour).padStart(2, '0')}:00`,
            span(hour.meanMs),
            <Door key="door" to={hour.ended} />,
            span(hour.yesterdayMeanMs),
          ],
        })),
      })}
    >
      {(data) => (
        <div className={styles['body']}>
          <Figures data={data} />
          <div className={styles['where']}>
            <h3>{t('where')}</h3>
            <Breakdown
              parts={data.hops.map((hop) => ({
                key: hop.hop,
                name: hops(asHop(hop.hop)),
                share: hop.share ?? 0,
                figure: span(hop.meanMs),
                slower: hop.slower,
              }))}
              largest={data.hops.toSorted((left, right) => (right.share ?? 0) - (left.share ?? 0))[0]?.hop}
              cause={
                <span className={styles['cause']} data-slower={data.cause.code === 'SLOWER_HOP'}>
                  <Door to={data.causeOrders}>{cause(data.cause)}</Door>
                </span>
              }
              {...(data.cause.code === 'SLOWER_HOP' ? { told: textsOf(data.cause)('hop') } : {})}
            />
          </div>
        </div>
      )}
    </BoardPanel>
  );
};

const Figures = ({ data }: { readonly data: Waiting }) => {
  const t = useTranslations('boardWaiting');
  const units = useTranslations('unit');
  const span = useSpanWords();
  const head = bigSpan(data.headlineMs ?? 0);
  const range = rangeWithLimit(
    data.curve.flatMap((hour) => [hour.meanMs ?? null, hour.yesterdayMeanMs ?? null]),
    data.healthyMs,
  );
  const today = hourPoints(
    data.curve.map((hour) => hour.meanMs ?? null),
    range,
  );
  const last = today.findLast((point) => point !== undefined);
  const limit = t('healthyLine', { span: span(data.healthyMs) });
  return (
    <Headline
      figure={<Door to={data.clock.ended}>{head.figure}</Door>}
      unit={units(head.unit)}
      note={
        <>
          {t('healthy', { span: span(data.healthyMs) })}
          {data.changeMs !== null && data.changeMs !== undefined && (
            <>
              {' · '}
              <span className={styles['change']} data-better={data.changeMs <= 0}>
                {t(data.changeMs <= 0 ? 'faster' : 'slower', { span: span(Math.abs(data.changeMs)) })}
              </span>
            </>
          )}
          <br />
          <Door to={data.clock.within}>
            {t('within', {
              share: data.clock.withinShare === null || data.clock.withinShare === undefined ? '—' : percent(data.clock.withinShare),
            })}
          </Door>
          {' · '}
          {data.runningOver.count > 0 ? (
            <Door to={data.runningOver}>
              <span className={styles['over']}>{t('runningOver', { over: count(data.runningOver.count) })}</span>
            </Door>
          ) : (
            <Door to={data.running}>{t('running', { running: count(data.running.count) })}</Door>
          )}
        </>
      }
      curve={
        <Curve
          today={today}
          before={hourPoints(
            data.curve.map((hour) => hour.yesterdayMeanMs ?? null),
            range,
          )}
          beforeText={t('yesterday')}
          {...(last === undefined ? {} : { marker: { point: last } })}
          line={range.showsLimit ? { at: heightOf(data.healthyMs, range), text: limit } : { at: 1, text: `${limit} ↑` }}
          xTicks={hourTicks}
        />
      }
      facts={[
        { key: 'p50', name: 'P50', value: <Door to={data.clock.ended}>{span(data.clock.p50Ms)}</Door> },
        { key: 'p90', name: 'P90', value: <Door to={data.clock.ended}>{span(data.clock.p90Ms)}</Door> },
        {
          key: 'p99',
          name: 'P99',
          value: <Door to={data.clock.over}>{span(data.clock.p99Ms)}</Door>,
          ...((data.clock.p99Ms ?? 0) > data.healthyMs ? { tone: 'red' as const } : {}),
        },
        { key: 'literal', name: t('literal'), value: <Door to={data.literal.ended}>{span(data.literal.meanMs)}</Door> },
      ]}
    />
  );
};
