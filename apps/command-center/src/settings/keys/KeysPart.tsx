'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { askAccounts } from '../../accounts/doors.ts';
import { PartPanel } from '../../parts/PartPanel.tsx';
import { IssueKey } from './IssueKey.tsx';
import { parseKeys, stateOf } from './kept.ts';
import { KeyRow } from './KeyRow.tsx';
import shared from '../SettingsPage.module.css';
import styles from './Keys.module.css';

/** Which programs of partners may come in, and what they may ask and do. */
export const KeysPart = () => {
  const t = useTranslations('keys');
  const locale = useLocale();
  const [issuing, setIssuing] = useState(false);
  const query = useQuery({
    queryKey: ['keys'],
    queryFn: async ({ signal }) => parseKeys(await askAccounts('/keys', undefined, signal)),
  });
  const scopes = query.data?.scopes ?? [];
  const wordsOf = (scope: string): string => {
    const words = scopes.find((one) => one.scope === scope);
    return words === undefined ? scope : locale === 'en' ? words.en : words.zh;
  };
  return (
    <>
      <PartPanel
        title={t('title')}
        query={query}
        rows={4}
        finding={({ keys }) => t('finding', { count: keys.filter((key) => stateOf(key, Date.now()) === 'IN_FORCE').length })}
        aside={
          <Button type="primary" onClick={() => setIssuing(true)}>
            {t('issue')}
          </Button>
        }
        empty={t('none')}
        isEmpty={({ keys }) => keys.length === 0}
      >
        {({ keys }) => (
          <ul className={`${shared['rows']} ${styles['keys']}`}>
            {keys.map((key) => (
              <KeyRow key={key.id} of={key} wordsOf={wordsOf} />
            ))}
          </ul>
        )}
      </PartPanel>
      {issuing && <IssueKey scopes={scopes} onClose={() => setIssuing(false)} />}
    </>
  );
};
