'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { clockTime } from '../format/time.ts';
import type { FulfilmentFieldsFragment } from '../gql/graphql.ts';
import { CandidateBars } from '../parts/CandidateBars.tsx';
import type { Candidate } from '../parts/CandidateBars.tsx';
import { PartPanel } from '../parts/PartPanel.tsx';
import { useLiteral } from '../words/use-literal.ts';
import styles from './side.module.css';

type Decision = FulfilmentFieldsFragment['sourcingDecisions'][number];

export const WhyPanel = ({ query }: { readonly id: string; readonly query: UseQueryResult<FulfilmentFieldsFragment | null> }) => {
  const t = useTranslations('why');
  const more = useTranslations('orderWhy');
  const chinese = useLocale() === 'zh-CN';
  const [shown, setShown] = useState(0);

  const literal = useLiteral();
  const verdictOf = (each: Decision['candidates'][number]): string => {
    if (each.chosen) return t('chosen', { depth: each.depth });
    if (each.refusal === 'OVER_OCCUPANCY') return t('overOccupancy', { percent: Math.round(each.occupancy * 100) });
    if (each.refusal === 'OUT_OF_NEAREST' || each.refusal === 'NO_COLD_CHAIN') return literal(each.refusal);
    if (each.refusal) return each.refusalDetail ? `${literal(each.refusal)} · ${each.refusalDetail}` : literal(each.refusal);
    return t('ranked', { rank: each.rank ?? 0, depth: each.depth });
  };
  const candidatesOf = (decision: Decision): readonly Candidate[] =>
    [...decision.candidates]
      .sort((a, b) => Number(b.chosen) - Number(a.chosen) || (a.rank ?? 99) - (b.rank ?? 99) || a.distanceKm - b.distanceKm)
      .map((each) => ({
        key: each.warehouse.id,
        name: chinese ? each.warehouse.name : each.warehouse.nameEn,
        note: more('note', { km: Math.round(each.distanceKm), percent: Math.round(each.occupancy * 100) }),
        fill: each.occupancy,
        verdict: verdictOf(each),
        outcome: each.chosen ? 'chosen' : each.refusal ? 'refused' : 'possible',
      }));

  return (
    <PartPanel
      id="why"
      title={(query.data?.sourcingDecisions[shown]?.outcome ?? '') === 'FAILED' ? t('titleNone') : t('title')}
      query={query}
      empty={t('none')}
      isEmpty={(data) => data.sourcingDecisions.length === 0}
      finding={(data) => {
        const decision = data.sourcingDecisions[shown] ?? data.sourcingDecisions[0];
        return decision && t('finding', { version: decision.ruleVersion, time: clockTime(decision.decidedAt) });
      }}
    >
      {(data) => {
        const decision = data.sourcingDecisions[shown] ?? data.sourcingDecisions[0];
        if (decision === undefined) return null;
        const refused = decision.candidates.filter((each) => each.refusal).length;
        return (
          <>
            <CandidateBars candidates={candidatesOf(decision)} limit={decision.occupancyLimit} />
            <p className={styles['finding']}>
              {decision.failure
                ? t('failed', { reason: literal(decision.failure) })
                : t('how', {
                    candidates: decision.candidates.length,
                    refused,
                    took: Math.max(1, Math.round(decision.tookMs)),
                    precision: literal(decision.precision),
                  })}
            </p>
            <p className={styles['quiet']}>
              {more('legend', { percent: Math.round(decision.occupancyLimit * 100), nearest: decision.nearest })}
            </p>
            {data.sourcingDecisions.length > 1 && (
              <div className={styles['history']}>
                {data.sourcingDecisions.map((each, index) => (
                  <button key={each.id} type="button" aria-pressed={index === shown} onClick={() => setShown(index)}>
                    {clockTime(each.decidedAt)} {literal(each.outcome)}
                  </button>
                ))}
              </div>
            )}
          </>
        );
      }}
    </PartPanel>
  );
};
