'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { RequestFailure } from '../data/failures.ts';
import { publishRefusalKey } from './refusals.ts';

export interface Published {
  /** What stands in the way, by its code; undefined when it is in force. */
  readonly refusal?: string;
  readonly version?: number;
  /** Brings back what was in force before. */
  readonly undo?: () => Promise<Published>;
}

/** Publishes at once and offers the way back (law L7). Answers whether it is in force. */
export const usePublish = () => {
  const t = useTranslations('publish');
  const refusals = useTranslations('publishRefusals');
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useCallback(
    async (send: () => Promise<Published>): Promise<boolean> => {
      try {
        const answer = await send();
        if (answer.refusal !== undefined) {
          void message.warning({ content: refusals(publishRefusalKey(answer.refusal)), duration: 6 });
          return false;
        }
        const key = `published-${answer.version}`;
        const { undo } = answer;
        const back = async (): Promise<void> => {
          message.destroy(key);
          const undone = await undo?.().catch((): Published => ({ refusal: 'OTHER' }));
          if (undone?.refusal === undefined) void message.success(t('undone'));
          else void message.warning(refusals(publishRefusalKey(undone.refusal)));
          await queries.invalidateQueries({ queryKey: ['settings'] });
        };
        void message.success({
          key,
          duration: 8,
          content: (
            <span>
              {t('done', { version: answer.version ?? 0 })}
              {undo !== undefined && (
                <Button type="link" size="small" onClick={() => void back()}>
                  {t('undo')}
                </Button>
              )}
            </span>
          ),
        });
        return true;
      } catch (failure) {
        void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
        return false;
      } finally {
        await queries.invalidateQueries({ queryKey: ['settings'] });
      }
    },
    [message, queries, refusals, t],
  );
};
