'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { ReopenDriftDocument, SettleDriftDocument } from '../gql/graphql.ts';
import type { SettleDriftAnswerFragment } from '../gql/graphql.ts';
import type { DriftCause } from './drift-causes.ts';

/** Settles a difference between book and count, and offers to take it back. */
export const useDriftDeeds = () => {
  const t = useTranslations('drifts');
  const causes = useTranslations('driftCauses');
  const refusals = useTranslations('driftRefusals');
  const { message } = App.useApp();
  const queries = useQueryClient();

  const attempt = async (deed: () => Promise<SettleDriftAnswerFragment>): Promise<boolean> => {
    try {
      const answer = await deed();
      if (answer.__typename === 'DriftSettled') return true;
      void message.warning(refusals(answer.__typename));
      return false;
    } catch (failure) {
      void message.error(t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }));
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: ['board'] });
    }
  };

  const reopen = (id: string) => attempt(async () => (await ask(ReopenDriftDocument, { id })).data.reopenDrift);

  const settle = async (id: string, cause: DriftCause, note = ''): Promise<boolean> => {
    const done = await attempt(async () => (await ask(SettleDriftDocument, { input: { id, cause, note } })).data.settleDrift);
    if (!done) return false;
    const key = `undo-drift-${id}`;
    const undo = (): void => {
      message.destroy(key);
      void reopen(id);
    };
    void message.success({
      key,
      duration: 8,
      content: (
        <span>
          {t('settled', { cause: causes(cause) })}
          <Button type="link" size="small" onClick={undo}>
            {t('undo')}
          </Button>
        </span>
      ),
    });
    return true;
  };

  return { settle, reopen };
};
