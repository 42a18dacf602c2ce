'use client';

import { useTranslations } from 'next-intl';
import type { AlertBoardQuery } from '../gql/graphql.ts';
import { ThresholdBar } from '../parts/ThresholdBar.tsx';
import { Owner } from '../words/Owner.tsx';
import { useAlertWords } from './use-alert-words.ts';
import styles from './WatchTable.module.css';

type Watch = AlertBoardQuery['alertBoard']['watches'][number];

/** The figures within their thresholds: how far they still are from them; those without data say so. */
export const WatchTable = ({ watches }: { readonly watches: readonly Watch[] }) => {
  const t = useTranslations('alerts');
  const { title, figure } = useAlertWords();
  return (
    <ul className={styles['grid']}>
      {watches.map((watch) => (
        <li key={`${watch.rule}:${watch.subject}`}>
          <span className={styles['name']}>{title(watch)}</span>
          <span className={styles['value']}>{watch.level === 'NO_DATA' ? t('noData') : figure(watch.value, watch.unit)}</span>
          <ThresholdBar value={watch.value ?? 0} orangeFrom={watch.orangeFrom} redFrom={watch.redFrom} level="GREEN" />
          <small>
            {t('limits', { orange: figure(watch.orangeFrom, watch.unit), red: figure(watch.redFrom, watch.unit) })} ·{' '}
            <Owner owner={watch.owner} />
          </small>
        </li>
      ))}
    </ul>
  );
};
