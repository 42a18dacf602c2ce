'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { count } from '../format/figures.ts';
import { dayKey, shortClock } from '../format/time.ts';
import { useSpanWords } from '../words/use-span-words.ts';
import styles from './BriefLine.module.css';
import { useBoardQuestion } from '../data/use-board.ts';
import { flowQuestion } from './questions.ts';
import { useWaiting } from './WaitingPanel.tsx';

/** The day in one sentence, made from the boards that stand below it; what a board does not say is left out. */
export const BriefLine = () => {
  const t = useTranslations('roleHome');
  const span = useSpanWords();
  const now = useNow();
  const waiting = useWaiting().data;
  const flow = useBoardQuestion(flowQuestion).data;
  const paid = flow?.gates[0]?.passed.count;
  const stuck = flow?.gates.reduce((sum, gate) => sum + gate.stuck.count, 0);
  const today = now === 0 ? '' : new Date(now).toISOString();
  const parts = [
    ...(paid === undefined ? [] : [t('briefPaid', { count: count(paid) })]),
    ...(waiting?.headlineMs === null || waiting?.headlineMs === undefined ? [] : [t('briefWaiting', { span: span(waiting.headlineMs) })]),
    ...(stuck === undefined ? [] : [t('briefStuck', { stuck })]),
  ];
  return (
    <header className={styles['brief']}>
      <p className={styles['line']}>{parts.length === 0 ? t('briefWait') : t('brief', { parts: parts.join(t('comma')) })}</p>
      <p className={styles['when']}>{today !== '' && t('briefWhen', { day: dayKey(today), time: shortClock(today) })}</p>
    </header>
  );
};
