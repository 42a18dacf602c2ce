'use client';

import { useTranslations } from 'next-intl';
import { count } from '../format/figures.ts';
import { shortClock } from '../format/time.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Curve } from '../parts/Curve.tsx';
import { Door } from '../parts/Door.tsx';
import { pointsOf } from '../parts/geometry.ts';
import { numbersOf } from '../words/parameters.ts';
import { asIntakeFinding } from './intake-finding.ts';
import { hourTicks, inSteps, levels } from './day-axis.ts';
import { useBoardQuestion } from '../data/use-board.ts';
import { intakeQuestion } from './questions.ts';
import styles from './IntakePanel.module.css';

/** Fifteen minutes: fine enough for a peak, wide enough for a quiet day. */
const slotsAStep = 3;

/** Today's intake against yesterday's, with the hours of the peak. */
export const IntakePanel = () => {
  const t = useTranslations('boardIntake');
  const findings = useTranslations('intakeFindings');
  const query = useBoardQuestion(intakeQuestion);
  const peak = query.data?.peakFromHour ?? undefined;
  const until = query.data?.peakUntilHour ?? undefined;
  return (
    <BoardPanel
      id="intake"
      title={t('title')}
      query={query}
      aside={() =>
        peak !== undefined &&
        until !== undefined && <span className={styles['peak']}>{t('peak', { from: `${peak}:00`, until: `${until}:00` })}</span>
      }
      twin={(data) => ({
        caption: t('title'),
        columns: [
          { key: 'from', title: t('from') },
          { key: 'today', title: t('todayColumn'), figure: true },
          { key: 'yesterday', title: t('yesterday'), figure: true },
        ],
        rows: data.slots
          .filter((slot) => (slot.today?.count ?? 0) > 0 || slot.yesterday.count > 0)
          .map((slot) => ({
            key: slot.from,
            cells: [shortClock(slot.from), <Door key="today" to={slot.today} />, <Door key="yesterday" to={slot.yesterday} />],
          })),
      })}
    >
      {(data) => {
        const today = inSteps(
          data.slots.map((slot) => slot.today?.count ?? null),
          slotsAStep,
        );
        const yesterday = inSteps(
          data.slots.map((slot) => slot.yesterday.count),
          slotsAStep,
        );
        const { top, ticks } = levels(Math.max(1, ...[...today, ...yesterday].map((value) => value ?? 0)));
        const points = pointsOf(today, top);
        const last = points.findLast((point) => point !== undefined);
        const number = numbersOf(data.finding);
        return (
          <div className={styles['body']}>
            <Curve
              ground
              today={points}
              before={data.slots.some((slot) => slot.yesterday.count > 0) ? pointsOf(yesterday, top) : []}
              beforeText={t('yesterday')}
              {...(last === undefined ? {} : { marker: { point: last, text: t('perMinute', { rate: rate(data.perMinute) }) } })}
              {...(peak === undefined || until === undefined ? {} : { window: { from: peak / 24, until: until / 24 } })}
              xTicks={hourTicks}
              yTicks={ticks.map((tick) => (tick.at === 1 ? { ...tick, text: t('step', { count: tick.text }) } : tick))}
            />
            <p className={styles['finding']}>
              {findings.rich(asIntakeFinding(data.finding.code), {
                b: (words) => <b>{words}</b>,
                perMinute: rate(number('perMinute') ?? data.perMinute),
                yesterdayPerMinute: rate(number('yesterdayPerMinute') ?? 0),
                today: count(data.orders.count),
                a: (words) => <Door to={data.orders}>{words}</Door>,
                yesterday: count(number('yesterday') ?? data.yesterdayOrders.count),
                change: `${Math.abs(Math.round((number('change') ?? 0) * 100))}%`,
              })}
              {number('peakPerMinute') !== undefined &&
                t.rich('peakAhead', {
                  b: (words) => <b>{words}</b>,
                  from: `${number('fromHour') ?? 0}:00`,
                  until: `${number('untilHour') ?? 0}:00`,
                  rate: rate(number('peakPerMinute') ?? 0),
                })}
            </p>
          </div>
        );
      }}
    </BoardPanel>
  );
};

const rate = (perMinute: number): string => (perMinute < 10 ? perMinute.toFixed(1) : count(perMinute));
