'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useNow } from '../data/clock.ts';
import { countdown, spanOf } from '../format/duration.ts';
import { clockTime, dayKey, nearTime } from '../format/time.ts';
import type { TwinFieldsFragment } from '../gql/graphql.ts';
import { useIsPhone } from '../orders/use-is-phone.ts';
import { GateRail, GateRailCompact } from '../parts/GateRail.tsx';
import type { GateView } from '../parts/GateRail.tsx';
import { gateKeys, railOf } from '../parts/gates.ts';
import type { GateState } from '../parts/gates.ts';
import { Panel } from '../parts/Panel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Owner } from '../words/Owner.tsx';

/** Less is the time that messages take. */
const lateFromMs = 1_000;

interface GatePanelProps {
  readonly twin: TwinFieldsFragment;
  readonly stale: boolean;
  readonly at: number;
}

type Gate = TwinFieldsFragment['gates'][number];

export const GatePanel = ({ twin, stale, at }: GatePanelProps) => {
  const t = useTranslations('gateLine');
  const more = useTranslations('orderGate');
  const spans = useTranslations('span');
  const now = useNow();
  const phone = useIsPhone();
  const states = railOf({ gates: twin.gates, held: twin.status === 'HELD' });
  if (phone) {
    return (
      <Panel>
        <GateRailCompact states={states} />
        {stale && <SourceAge at={at} stale />}
      </Panel>
    );
  }

  const words = (ms: number): string => {
    const span = spanOf(ms);
    return spans(span.unit, { figure: span.figure });
  };
  const lineOf = (gate: Gate, state: GateState, began: string | null | undefined): string => {
    switch (state) {
      case 'passed': {
        if (!gate.passedAt) return t('passed');
        const took = began ? Date.parse(gate.passedAt) - Date.parse(began) : undefined;
        const time =
          dayKey(gate.passedAt) === dayKey(new Date(now).toISOString()) ? clockTime(gate.passedAt) : nearTime(gate.passedAt, now);
        if (took === undefined || took < 0) return time;
        return took < 50 ? t('atOnce', { time }) : t('took', { time, span: words(took) });
      }
      case 'stuck':
        return t('stuck', { span: words(now - Date.parse(gate.stuckAt ?? began ?? twin.updatedAt)) });
      case 'held':
      case 'current':
        return gate.stuckAt ? t('left', { left: countdown(Date.parse(gate.stuckAt) - now) }) : t('waiting');
      case 'closed':
        return t('closed');
      case 'ahead':
        return gate.plannedAt ? t('planned', { time: nearTime(gate.plannedAt, now) }) : '—';
    }
  };

  const plannedLine = (gate: Gate, began: string | null | undefined): ReactNode => {
    if (!gate.plannedAt || !gate.passedAt || !began) return undefined;
    const late = Date.parse(gate.passedAt) - Date.parse(gate.plannedAt);
    const plan = Date.parse(gate.plannedAt) - Date.parse(began);
    // The plan of the first gate is the order's own time, and the promise of shipping is a time of day.
    const plannedWords =
      gate.gate === 6
        ? more('plannedAt', { time: nearTime(gate.plannedAt, now) })
        : plan <= 0
          ? more('plannedAtOnce')
          : more('plannedIn', { span: words(plan) });
    return late > lateFromMs ? (
      <>
        {plannedWords} · <b data-late>{more('late', { span: words(late) })}</b>
      </>
    ) : (
      plannedWords
    );
  };

  const views = gateKeys.map((key, index): GateView => {
    const gate = twin.gates.find((each) => each.gate === index + 1);
    const state = states[index] ?? 'ahead';
    if (gate === undefined || now === 0) return { key, state };
    const began = index === 0 ? twin.placedAt : twin.gates.find((each) => each.gate === index)?.passedAt;
    const planned = state === 'passed' && gate.plannedAt ? plannedLine(gate, began) : undefined;
    const active = state === 'current' || state === 'stuck' || state === 'held';
    return {
      key,
      state,
      line: lineOf(gate, state, began),
      progress: progressOf(gate, began, now),
      ...(planned === undefined ? {} : { note: planned }),
      ...(active
        ? {
            note: (
              <>
                {t('owner')} <Owner owner={gate.owner} />
                {gate.parts > 1 && ` · ${t('parts', { passed: gate.passedParts, parts: gate.parts })}`}
              </>
            ),
          }
        : {}),
    };
  });
  return (
    <Panel>
      <GateRail gates={views} />
      {stale && <SourceAge at={at} stale />}
    </Panel>
  );
};

const progressOf = (gate: Gate, began: string | null | undefined, now: number): number => {
  if (!began || !gate.stuckAt) return 0.5;
  const whole = Date.parse(gate.stuckAt) - Date.parse(began);
  return Math.min(0.85, Math.max(0.18, whole <= 0 ? 0.6 : ((now - Date.parse(began)) / whole) * 0.85));
};
