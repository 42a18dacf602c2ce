'use client';

import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { ask } from '../data/ask.ts';
import { ThresholdsHistoryDocument, ThresholdsInForceDocument } from '../gql/graphql.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { settingsParsers } from './parts.ts';
import { ThresholdsForm } from './ThresholdsForm.tsx';
import { ThresholdsHistory } from './ThresholdsHistory.tsx';
import styles from './SettingsPage.module.css';

const kinds = ['GATES', 'ALERTS', 'INDICATORS'] as const;

/** Thresholds that operations change by themselves (RUL-04): edit, see what it would change, publish with a reason, go back. */
export const ThresholdsPart = () => {
  const t = useTranslations('thresholds');
  const names = useTranslations('thresholdKinds');
  const [{ kind }, setView] = useQueryStates(settingsParsers, { history: 'push' });
  const inForce = useQuery({
    queryKey: ['settings', 'thresholds', kind],
    queryFn: async ({ signal }) => (await ask(ThresholdsInForceDocument, { kind }, signal)).data.thresholds,
  });
  const history = useQuery({
    queryKey: ['settings', 'thresholds-history', kind],
    queryFn: async ({ signal }) => (await ask(ThresholdsHistoryDocument, { kind }, signal)).data.thresholdsHistory,
  });
  const version = inForce.data?.version;
  return (
    <>
      <Segmented<(typeof kinds)[number]>
        value={kind}
        aria-label={t('kind')}
        options={kinds.map((each) => ({ value: each, label: names(each) }))}
        onChange={(next) => void setView({ kind: next })}
      />
      <div className={styles['two']}>
        <PartPanel
          title={names(kind)}
          query={inForce}
          finding={(now) => t('inForce', { version: now.version })}
          empty={t('none')}
          isEmpty={(now) => now.values.length === 0}
          rows={10}
        >
          {(now) => <ThresholdsForm key={`${kind}-${now.version}`} kind={kind} inForce={now} />}
        </PartPanel>
        <PartPanel
          title={t('history')}
          query={history}
          finding={(page) => t('versions', { count: page.totalCount })}
          empty={t('noHistory')}
          isEmpty={(page) => page.nodes.length === 0}
        >
          {(page) => <ThresholdsHistory kind={kind} versions={page.nodes} current={version} />}
        </PartPanel>
      </div>
    </>
  );
};
