'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { askAccounts } from '../../accounts/doors.ts';
import { RequestFailure } from '../../data/failures.ts';
import { asRecord, asText } from '../../data/parse.ts';
import { keyRefusalKey } from './refusals.ts';

/** Deeds on API keys. Answers with the key's text where there is a new one, empty where not; undefined when the door refused. */
export const useKeyDeeds = () => {
  const refusals = useTranslations('keyRefusals');
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useCallback(
    async (deed: 'issue' | 'rotate' | 'revoke', body: object): Promise<string | undefined> => {
      try {
        return asText(asRecord(await askAccounts(`/keys/${deed}`, body))?.['key']) ?? '';
      } catch (failure) {
        const code = failure instanceof RequestFailure ? failure.code : 'UNKNOWN';
        void message.error({ content: refusals(keyRefusalKey(code), { code }), duration: 6 });
        return undefined;
      } finally {
        void queries.invalidateQueries({ queryKey: ['keys'] });
      }
    },
    [message, queries, refusals],
  );
};
