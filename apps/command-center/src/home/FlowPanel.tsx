'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { count, standing } from '../format/figures.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Door } from '../parts/Door.tsx';
import { GateFlow } from '../parts/GateFlow.tsx';
import { gateKeyOf } from '../parts/gates.ts';
import { useSpanWords } from '../words/use-span-words.ts';
import { useBoardQuestion } from '../data/use-board.ts';
import { flowQuestion } from './questions.ts';

/** The day's orders as threads through the seven gates, and what stands still at each. */
export const FlowPanel = () => {
  const t = useTranslations('boardFlow');
  const names = useTranslations('gates');
  const span = useSpanWords();
  const now = useNow();
  const query = useBoardQuestion(flowQuestion);
  const stuckNow = query.data?.gates.reduce((sum, gate) => sum + gate.stuck.count, 0) ?? 0;
  const worst = query.data?.gates.toSorted((left, right) => right.stuck.count - left.stuck.count)[0];
  const worstKey = worst === undefined ? undefined : gateKeyOf(worst.gate);
  return (
    <BoardPanel
      id="flow"
      title={t('title')}
      query={query}
      finding={
        query.data === undefined || worst === undefined || worstKey === undefined
          ? undefined
          : stuckNow === 0
            ? t('allFlows')
            : t('finding', { stuck: stuckNow, gate: names(worstKey), most: worst.stuck.count })
      }
      aside={() => t('hint')}
      twin={(data) => ({
        caption: t('title'),
        columns: [
          { key: 'gate', title: t('gate') },
          { key: 'passed', title: t('passed'), figure: true },
          { key: 'standing', title: t('standing'), figure: true },
          { key: 'stuck', title: t('stuck'), figure: true },
          { key: 'oldest', title: t('oldest'), figure: true },
          { key: 'median', title: t('median'), figure: true },
          { key: 'yesterday', title: t('yesterdayMedian'), figure: true },
        ],
        rows: data.gates.map((gate) => {
          const key = gateKeyOf(gate.gate);
          return {
            key: gate.name,
            cells: [
              key === undefined ? gate.name : names(key),
              <Door key="passed" to={gate.passed} />,
              <Door key="standing" to={gate.standing} />,
              <Door key="stuck" to={gate.stuck} />,
              stood(gate.oldestStuckAt, now) ?? '—',
              span(gate.medianMs),
              span(gate.yesterdayMedianMs),
            ],
          };
        }),
      })}
    >
      {(data) => (
        <GateFlow
          gates={data.gates.flatMap((gate) => {
            const key = gateKeyOf(gate.gate);
            if (key === undefined) return [];
            const oldest = stood(gate.oldestStuckAt, now);
            return [
              {
                key,
                passed: gate.passed.count,
                stuck: gate.stuck.count,
                pace: (
                  <>
                    {gate.gate === 1 ? (
                      <Door to={gate.passedLastHour}>{t('perHour', { count: count(gate.passedLastHour.count) })}</Door>
                    ) : (
                      span(gate.medianMs)
                    )}
                    {gate.standing.count > 0 && (
                      <>
                        {' · '}
                        <Door to={gate.standing}>{t('here', { count: count(gate.standing.count) })}</Door>
                      </>
                    )}
                  </>
                ),
                passedLine: <Door to={gate.passed}>{t('passedCount', { count: count(gate.passed.count) })}</Door>,
                stuckLine: (
                  <Door to={gate.stuck} label={t('stuckAt', { gate: names(key), count: gate.stuck.count })}>
                    {t('stuckCount', {
                      count: count(gate.stuck.count),
                      hasOldest: oldest === undefined ? 'no' : 'yes',
                      oldest: oldest ?? '',
                    })}
                  </Door>
                ),
              },
            ];
          })}
        />
      )}
    </BoardPanel>
  );
};

const stood = (since: string | null | undefined, now: number): string | undefined =>
  since === null || since === undefined || now === 0 ? undefined : standing(now - Date.parse(since));
