'use client';

import { useTranslations } from 'next-intl';
import { Panel } from '../parts/Panel.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { connectSteps, knownChannels } from './shop-state.ts';
import styles from './channels.module.css';

/** Channels that the hub knows of and cannot read yet, said plainly; and what a new one takes (ING-17). */
export const MissingChannels = ({ connected }: { readonly connected: readonly string[] }) => {
  const t = useTranslations('channelsPage');
  const names = useTranslations('missingChannels');
  const needs = useTranslations('channelNeeds');
  const missing = knownChannels.filter((code) => !connected.includes(code));
  if (missing.length === 0) return null;
  return (
    <Panel title={t('missingTitle')} finding={t('missingFinding', { count: missing.length })}>
      <ul className={styles['missing']}>
        {missing.map((code) => (
          <li key={code}>
            <b>{names(code)}</b>
            <StateChip tone="plain">{t('noAdapter')}</StateChip>
            <span>{needs(code)}</span>
          </li>
        ))}
      </ul>
      <details className={styles['steps']}>
        <summary>{t('newChannel')}</summary>
        <ol>
          {connectSteps.map((key) => (
            <li key={key}>{needs(key)}</li>
          ))}
        </ol>
      </details>
    </Panel>
  );
};
