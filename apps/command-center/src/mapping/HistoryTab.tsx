'use client';

import { Button } from 'antd';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { fullTime } from '../format/time.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { ChangeList } from './ChangeList.tsx';
import { changesBetween } from './rules.ts';
import type { Rule } from './rules.ts';
import { useHistory } from './use-mapping.ts';
import type { MappingView } from './view.ts';
import styles from './TestTab.module.css';

const PublishDialog = dynamic(() => import('./PublishDialog.tsx').then((file) => file.PublishDialog), { ssr: false });

interface HistoryTabProps {
  readonly system: string;
  readonly mapping: { readonly version: number; readonly rules: readonly Rule[] };
  readonly view: MappingView;
  readonly onView: (change: Partial<MappingView>) => void;
}

/** Each version with its reason and what it changed; going back publishes an old one under a new number. */
export const HistoryTab = ({ system, mapping, view, onView }: HistoryTabProps) => {
  const t = useTranslations('mapping');
  const { nameOf } = useAccountNames();
  const history = useHistory(system);
  const [back, setBack] = useState<{ readonly version: number; readonly rules: readonly Rule[] } | undefined>(undefined);
  return (
    <PartPanel
      title={t('historyTitle')}
      query={history}
      aside={<SourceAge at={history.dataUpdatedAt} />}
      isEmpty={(versions) => versions.length === 0}
      empty={t('noChanges')}
    >
      {(versions) => (
        <>
          <ol className={styles['history']}>
            {versions.map((each, at) => {
              const changes = changesBetween(versions[at + 1]?.rules ?? [], each.rules);
              const first = at === versions.length - 1;
              const open = view.version === each.version;
              return (
                <li key={each.version}>
                  <div>
                    <b>v{each.version}</b>
                    <span>{fullTime(each.publishedAt)}</span>
                    <span>{first ? t('firstVersion') : nameOf(each.publishedBy)}</span>
                    <span className={styles['what']}>{each.reason ?? (first ? t('firstReason') : '—')}</span>
                    <span className={styles['deeds']}>
                      <Button size="small" type="link" aria-expanded={open} onClick={() => onView({ version: open ? null : each.version })}>
                        {first ? t('ruleCount', { count: each.rules.length }) : t('changeCount', { count: changes.length })}
                      </Button>
                      {each.version !== mapping.version && (
                        <Button size="small" type="link" onClick={() => setBack({ version: each.version, rules: each.rules })}>
                          {t('goBack', { version: each.version })}
                        </Button>
                      )}
                    </span>
                  </div>
                  {open && <ChangeList changes={changes} />}
                </li>
              );
            })}
          </ol>
          {back !== undefined && (
            <PublishDialog
              system={system}
              basedOn={mapping.version}
              rules={back.rules}
              changes={changesBetween(mapping.rules, back.rules)}
              through={0}
              suggested={t('reasonBack', { version: back.version })}
              onDone={() => setBack(undefined)}
            />
          )}
        </>
      )}
    </PartPanel>
  );
};
