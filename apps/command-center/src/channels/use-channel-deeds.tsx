'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { refusalKey } from '../deeds/refusals.ts';
import { PauseIntakeDocument, PollShopDocument, ResumeIntakeDocument, RetryOutsideDocument } from '../gql/graphql.ts';

export const useChannelDeeds = () => {
  const t = useTranslations('channelDeeds');
  const refusals = useTranslations('refusals');
  const { message } = App.useApp();
  const queries = useQueryClient();

  const attempt = async (deed: () => Promise<string | undefined>): Promise<void> => {
    try {
      const refusal = await deed();
      if (refusal !== undefined) void message.warning({ content: refusals(refusalKey(refusal)), duration: 6 });
    } catch (failure) {
      void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
    } finally {
      await queries.invalidateQueries({ queryKey: ['channels'] });
    }
  };
  const offerUndo = (key: string, words: string, undo: () => void): void => {
    const back = (): void => {
      message.destroy(key);
      undo();
    };
    const content = (
      <span>
        {words}
        <Button type="link" size="small" onClick={back}>
          {t('undo')}
        </Button>
      </span>
    );
    void message.success({ key, duration: 8, content });
  };

  const pause = (shopId: string, name: string, reason: string): Promise<void> =>
    attempt(async () => {
      const outcome = (await ask(PauseIntakeDocument, { shopId, reason })).data.pauseIntake.__typename;
      if (outcome !== 'IntakePaused') return outcome;
      offerUndo(`pause-${shopId}`, t('paused', { shop: name }), () => void resume(shopId, name, reason));
      return undefined;
    });
  const resume = (shopId: string, name: string, reason: string): Promise<void> =>
    attempt(async () => {
      const outcome = (await ask(ResumeIntakeDocument, { shopId, reason })).data.resumeIntake.__typename;
      if (outcome !== 'IntakeResumed') return outcome;
      offerUndo(`pause-${shopId}`, t('resumed', { shop: name }), () => void pause(shopId, name, reason));
      return undefined;
    });
  const poll = (shopId: string): Promise<void> =>
    attempt(async () => {
      const outcome = (await ask(PollShopDocument, { shopId })).data.pollShop.__typename;
      if (outcome !== 'PollStarted') return outcome;
      void message.success(t('polling'));
      return undefined;
    });
  const retry = (kind: string, shopId: string, keys: readonly string[]): Promise<void> =>
    attempt(async () => {
      const outcome = (await ask(RetryOutsideDocument, { kind, shopId, keys: [...keys] })).data.retryOutside;
      if (outcome.__typename !== 'OutsideRetried') return outcome.__typename;
      void message.success(t('retried', { count: outcome.count }));
      return undefined;
    });
  return { pause, resume, poll, retry };
};
