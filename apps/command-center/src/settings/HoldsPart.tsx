'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { HoldRulesInForceDocument } from '../gql/graphql.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { HoldsForm } from './HoldsForm.tsx';
import { HoldsHistory } from './HoldsHistory.tsx';
import styles from './SettingsPage.module.css';

/** Rules that hold a paid order back for a person (EXC-05). */
export const HoldsPart = () => {
  const t = useTranslations('holdRules');
  const query = useQuery({
    queryKey: ['settings', 'hold-rules'],
    queryFn: async ({ signal }) => (await ask(HoldRulesInForceDocument, {}, signal)).data,
  });
  return (
    <div className={styles['two']}>
      <PartPanel
        title={t('title')}
        query={query}
        finding={({ holdRules }) => t('inForce', { version: holdRules.version })}
        empty={t('none')}
        isEmpty={() => false}
      >
        {({ holdRules }) => <HoldsForm key={holdRules.version} rules={holdRules} />}
      </PartPanel>
      <PartPanel title={t('history')} query={query} empty={t('none')} isEmpty={({ holdRuleVersions }) => holdRuleVersions.length === 0}>
        {({ holdRules, holdRuleVersions }) => <HoldsHistory versions={holdRuleVersions} current={holdRules.version} />}
      </PartPanel>
    </div>
  );
};
