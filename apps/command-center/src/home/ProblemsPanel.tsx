'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { count, standing } from '../format/figures.ts';
import { formatMinor } from '../format/money.ts';
import { TopProblemsDocument } from '../gql/graphql.ts';
import { listAddress } from '../orders/view.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { gateKeyOf } from '../parts/gates.ts';
import { asLiteral } from '../words/codes.ts';
import { Owner } from '../words/Owner.tsx';
import { asProblem } from './problems.ts';
import styles from './rows.module.css';
import { useBoard } from '../data/use-board.ts';

const top = 5;

/** What stands still most: the five largest causes, whose they are, and the money that waits with them. */
export const ProblemsPanel = () => {
  const t = useTranslations('roleHome');
  const problems = useTranslations('problems');
  const gates = useTranslations('gates');
  const literals = useTranslations('literals');
  const now = useNow();
  const query = useBoard('problems', TopProblemsDocument, {}, (result) =>
    result.stuckFunnel.groups.toSorted((left, right) => right.stuck - left.stuck).slice(0, top),
  );
  return (
    <BoardPanel
      id="problems"
      title={t('topProblems')}
      query={query}
      finding={t('topWhat')}
      aside={() => <Link href="/orders/stuck">{t('allStuck')}</Link>}
      empty={(groups) => (groups.length === 0 ? t('noProblems') : undefined)}
    >
      {(groups) => (
        <ul className={styles['rows']}>
          {groups.map((group) => {
            const key = gateKeyOf(group.gate);
            const about = asLiteral(group.about);
            return (
              <li key={`${group.gate}-${group.cause}`}>
                <span className={styles['what']}>
                  <b>
                    {problems(asProblem(group.reason), {
                      about: about === undefined ? group.about : literals(about),
                      hasAbout: group.about === '' ? 'no' : 'yes',
                    })}
                  </b>
                  <small>
                    {key === undefined ? group.gate : gates(key)} · <Owner owner={group.owner} />
                    {now !== 0 && ` · ${t('longest', { span: standing(now - Date.parse(group.oldestStuckAt)) })}`}
                  </small>
                </span>
                <span className={styles['side']}>
                  <span>{t('yuanOf', { amount: formatMinor(group.amount.minor, group.amount.currency) })}</span>
                </span>
                <span className={styles['act']}>
                  <Link href={listAddress({ gate: [group.gate], stuck: true, cause: group.cause })} prefetch={false}>
                    {t('seeOrders', { count: count(group.stuck) })}
                  </Link>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </BoardPanel>
  );
};
