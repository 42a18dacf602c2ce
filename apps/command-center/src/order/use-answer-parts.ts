'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import type { TwinFieldsFragment } from '../gql/graphql.ts';
import type { AnswerPart } from '../parts/AnswerLine.tsx';
import { asPhraseCode } from '../words/codes.ts';
import { cut, marked } from './cut-answer.ts';
import { usePhraseValues } from '../words/use-phrase.ts';

/** The answer sentence, cut where its tone changes. What stands still is red only once it counts as stuck. */
export const useAnswerParts = (twin: TwinFieldsFragment): readonly AnswerPart[] => {
  const t = useTranslations('answers');
  const values = usePhraseValues();
  const now = useNow();
  const sentence = t.markup(asPhraseCode(twin.answer.code), {
    ...values(twin.answer, now),
    hot: (text) => marked(twin.stuck ? 'red' : 'amber', text),
    amber: (text) => marked('amber', text),
    green: (text) => marked('green', text),
  });
  return cut(sentence);
};
