'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { askAccounts } from '../accounts/doors.ts';
import { RequestFailure } from '../data/failures.ts';
import { asRecord, asText } from '../data/parse.ts';
import { accountRefusalKey } from './refusals.ts';

/** Deeds on accounts. Answers with what the door said; undefined when it refused. */
export const useAccountDeeds = () => {
  const t = useTranslations('accounts');
  const refusals = useTranslations('accountRefusals');
  const { message } = App.useApp();
  const queries = useQueryClient();

  const post = useCallback(
    async (deed: string, body: object): Promise<{ readonly oneTimePassword: string | undefined } | undefined> => {
      try {
        const told = asRecord(await askAccounts(`/accounts/${deed}`, body));
        return { oneTimePassword: asText(told?.['oneTimePassword']) };
      } catch (failure) {
        const code = failure instanceof RequestFailure ? failure.code : 'UNKNOWN';
        void message.error({ content: refusals(accountRefusalKey(code), { code }), duration: 6 });
        return undefined;
      } finally {
        for (const key of ['accounts', 'account-names']) void queries.invalidateQueries({ queryKey: [key] });
      }
    },
    [message, queries, refusals],
  );

  /** Runs at once and offers the way back (law L7). */
  const withUndo = useCallback(
    async (deed: string, body: object, words: string, undo: { readonly deed: string; readonly body: object }): Promise<void> => {
      if ((await post(deed, body)) === undefined) return;
      const key = `account-${Date.now()}`;
      const back = (): void => {
        message.destroy(key);
        void post(undo.deed, undo.body);
      };
      void message.success({
        key,
        duration: 8,
        content: (
          <span>
            {words}
            <Button type="link" size="small" onClick={back}>
              {t('undo')}
            </Button>
          </span>
        ),
      });
    },
    [message, post, t],
  );
  return { post, withUndo };
};
