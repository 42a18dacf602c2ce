'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import type { FulfilmentFieldsFragment, OwnFieldsFragment, TwinFieldsFragment } from '../gql/graphql.ts';
import type { AnswerPart } from '../parts/AnswerLine.tsx';
import { asPhraseCode } from '../words/codes.ts';
import { useLiteral } from '../words/use-literal.ts';
import { usePhraseValues } from '../words/use-phrase.ts';
import { cut, marked } from './cut-answer.ts';
import { nextOf } from './next-steps.ts';
import { refusalsOf } from './refused-candidates.ts';

interface Known {
  readonly twin: TwinFieldsFragment;
  readonly own: OwnFieldsFragment | undefined;
  readonly fulfilment: FulfilmentFieldsFragment | undefined;
}

/** The answer sentence, cut where its tone changes: where it is, why, what happens next. What stands still is red only once it counts as stuck. */
export const useAnswerParts = ({ twin, own, fulfilment }: Known): readonly AnswerPart[] => {
  const t = useTranslations('answers');
  const next = useTranslations('answerNext');
  const more = useTranslations('answerMore');
  const values = usePhraseValues();
  const literal = useLiteral();
  const chinese = useLocale() === 'zh-CN';
  const now = useNow();
  const code = asPhraseCode(twin.answer.code);
  const sentence = t.markup(code, {
    ...values(twin.answer, now),
    hot: (text) => marked(twin.stuck ? 'red' : 'amber', text),
    amber: (text) => marked(twin.stuck ? 'red' : 'amber', text),
    green: (text) => marked('green', text),
  });
  const notes = (own?.holds ?? [])
    .filter((hold) => !hold.releasedAt && hold.note !== '' && hold.note !== hold.reason)
    .map((hold) => hold.note);
  const decision = fulfilment?.sourcingDecisions[0];
  const refused =
    code === 'SOURCING_FAILED' && decision !== undefined
      ? refusalsOf(decision.candidates).map(({ candidate, percent }) => {
          const name = chinese ? candidate.warehouse.name : candidate.warehouse.nameEn;
          if (percent !== undefined) return more('occupied', { warehouse: name, percent });
          return more('refused', {
            warehouse: name,
            reason: literal(candidate.refusal ?? ''),
            detail: candidate.refusalDetail ?? '',
            hasDetail: candidate.refusalDetail ? 'yes' : 'no',
          });
        })
      : [];
  const step = nextOf(code, twin.promisedShipAt != null);
  const hint = step === undefined ? '' : next(step, { due: twin.promisedShipAt ? nearTime(twin.promisedShipAt, now) : '' });
  const why = code === 'HELD' ? notes : refused;
  return [
    ...cut(sentence),
    ...(why.length > 0 ? [{ text: more('why', { words: why.join(more('and')) }) }] : []),
    ...(hint === '' ? [] : [{ text: more('next', { words: hint }) }]),
  ];
};
