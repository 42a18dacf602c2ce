'use client';

import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { nearTime } from '../format/time.ts';
import type { WorkItemDetailQuery } from '../gql/graphql.ts';
import { asActor } from '../words/codes.ts';
import { asDecision, asStep } from './decisions.ts';
import styles from './ItemDrawer.module.css';

type Step = NonNullable<WorkItemDetailQuery['workItem']>['history'][number];

/** What happened to the item, latest first, with the notes that people left. */
export const History = ({ steps }: { readonly steps: readonly Step[] }) => {
  const t = useTranslations('exceptions');
  const kinds = useTranslations('itemSteps');
  const decisions = useTranslations('decisions');
  const actors = useTranslations('actors');
  const { nameOf } = useAccountNames();
  const who = (actor: string): string => {
    const known = asActor(actor, actor === 'control-tower' ? 'tower' : actor);
    if ('rule' in known) return actor;
    return known.key === 'person' ? nameOf(actor) : actors(known.key);
  };
  const target = (step: Step): string => {
    if (step.target === null) return '';
    const decision = asDecision(step.target);
    return decision === undefined ? nameOf(step.target) : decisions(decision);
  };
  return (
    <section className={styles['part']}>
      <h3>{t('history')}</h3>
      <ul className={styles['history']}>
        {[...steps].reverse().map((step) => (
          <li key={step.id}>
            {kinds(asStep(step.kind))} {target(step)}
            <small>
              {nearTime(step.at, Date.now())} · {who(step.actor)}
            </small>
            {step.note !== null && <span className={styles['note']}>{step.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
};
