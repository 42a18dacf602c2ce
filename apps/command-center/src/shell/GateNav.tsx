'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { GateCountsDocument } from '../gql/graphql.ts';
import { emptyView, listAddress } from '../orders/view.ts';
import { gateKeys } from '../parts/gates.ts';
import styles from './GateNav.module.css';

/** The seven gates as doors: the name opens all that stand there, the red number the stuck ones (law L1). */
export const GateNav = () => {
  const t = useTranslations('shell');
  const names = useTranslations('gates');
  const current = useSearchParams().get('gate');
  const { data } = useQuery({
    queryKey: ['gate-counts'],
    queryFn: async ({ signal }) => (await ask(GateCountsDocument, {}, signal)).data.gateCounts,
    refetchInterval: 10_000,
  });
  return (
    <section className={styles['gates']} aria-labelledby="nav-gates">
      <h2 id="nav-gates">{t('gates')}</h2>
      <ul>
        {gateKeys.map((key, index) => {
          const gate = index + 1;
          const stuck = data?.find((each) => each.gate === gate)?.stuck ?? 0;
          return (
            <li key={key} data-on={current === String(gate)}>
              <Link href={listAddress({ ...emptyView, gate: [gate] })}>{names(key)}</Link>
              {stuck > 0 && (
                <Link
                  href={listAddress({ ...emptyView, gate: [gate], stuck: true })}
                  className={styles['stuck']}
                  aria-label={t('stuckAt', { gate: names(key), count: stuck })}
                >
                  {stuck.toLocaleString('en-US')}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
