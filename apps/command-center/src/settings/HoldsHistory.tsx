'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { fullTime } from '../format/time.ts';
import type { HoldRulesFieldsFragment } from '../gql/graphql.ts';
import { publishRules, typedRules } from './hold-rules.ts';
import { usePublish } from './use-publish.tsx';
import styles from './SettingsPage.module.css';

interface HoldsHistoryProps {
  readonly versions: readonly HoldRulesFieldsFragment[];
  readonly current: number;
}

export const HoldsHistory = ({ versions, current }: HoldsHistoryProps) => {
  const t = useTranslations('holdRules');
  const publish = usePublish();
  const { nameOf } = useAccountNames();
  const inForce = versions.find((one) => one.version === current);
  const say = (rules: HoldRulesFieldsFragment): string => {
    const { yuan, percent } = typedRules(rules);
    return [
      rules.highValue.enabled ? t('sayHigh', { yuan }) : t('offHigh'),
      rules.vagueAddress.enabled ? t('sayVague') : t('offVague'),
      rules.abnormalPrice.enabled ? t('sayPrice', { percent }) : t('offPrice'),
    ].join(' · ');
  };
  return (
    <ul className={styles['history']}>
      {versions.map((one) => (
        <li key={one.version}>
          <b>v{one.version}</b>
          <span>
            {fullTime(one.publishedAt)}
            <small>{nameOf(one.publishedBy)}</small>
          </span>
          <span>
            {one.reason}
            <small>{say(one)}</small>
          </span>
          {one.version !== current && inForce !== undefined && (
            <Button
              size="small"
              type="link"
              onClick={() =>
                void publish(() =>
                  publishRules(
                    typedRules(one),
                    inForce,
                    t('restoreNote', { version: one.version }),
                    t('undoNote', { version: current + 1 }),
                  ),
                )
              }
            >
              {t('restore')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
};
