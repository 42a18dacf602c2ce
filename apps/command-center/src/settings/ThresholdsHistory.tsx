'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { ask } from '../data/ask.ts';
import { fullTime } from '../format/time.ts';
import { RestoreThresholdsDocument } from '../gql/graphql.ts';
import type { ThresholdKind, ThresholdsFieldsFragment } from '../gql/graphql.ts';
import { usePublish } from './use-publish.tsx';
import type { Published } from './use-publish.tsx';
import { useThresholdWords } from './use-threshold-words.ts';
import styles from './SettingsPage.module.css';

interface ThresholdsHistoryProps {
  readonly kind: ThresholdKind;
  readonly versions: readonly ThresholdsFieldsFragment[];
  readonly current: number | undefined;
}

/** Who published what, when and why; an older version comes back as a new one. */
export const ThresholdsHistory = ({ kind, versions, current }: ThresholdsHistoryProps) => {
  const t = useTranslations('thresholds');
  const words = useThresholdWords();
  const publish = usePublish();
  const { nameOf } = useAccountNames();
  const restore = async (version: number, basedOn: number): Promise<Published> => {
    const answer = (await ask(RestoreThresholdsDocument, { kind, version, basedOn, note: t('restoreNote', { version }) })).data
      .restoreThresholds;
    if (answer.__typename !== 'ThresholdsPublished')
      return { refusal: answer.__typename === 'ThresholdRefused' ? answer.code : answer.__typename };
    const { previousVersion, thresholds } = answer;
    return { version: thresholds.version, undo: () => restore(previousVersion, thresholds.version) };
  };
  return (
    <ul className={styles['history']}>
      {versions.map((one) => (
        <li key={one.version}>
          <b>v{one.version}</b>
          <span>
            {fullTime(one.publishedAt)}
            <small>{one.publishedBy === 'orderloom' ? t('firstBy') : nameOf(one.publishedBy)}</small>
          </span>
          <span>
            {one.note}
            {one.changes.map((change) => (
              <small key={change.key}>
                {words.name(change.key)}：{words.value(change.unit, change.before)} → {words.value(change.unit, change.after)}
              </small>
            ))}
          </span>
          {current !== undefined && one.version !== current && (
            <Button size="small" type="link" onClick={() => void publish(() => restore(one.version, current))}>
              {t('restore')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
};
