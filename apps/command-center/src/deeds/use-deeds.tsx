'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { CancelOrderDocument, HoldOrderDocument, ReleaseHoldDocument, SourceAgainDocument } from '../gql/graphql.ts';
import { refusalKey } from './refusals.ts';

/** The deeds of a person on one order, with their outcome or refusal in words. Callers have confirmed what the catalogue says needs confirming. */
export const useDeeds = (orderId: string) => {
  const t = useTranslations('deeds');
  const refusals = useTranslations('refusals');
  const { message } = App.useApp();
  const queries = useQueryClient();

  const settle = useCallback(() => queries.invalidateQueries({ queryKey: ['order', orderId] }), [queries, orderId]);

  const attempt = useCallback(
    async (deed: () => Promise<string>, done: Readonly<Record<string, string>>): Promise<boolean> => {
      try {
        const outcome = await deed();
        const words = done[outcome];
        if (words !== undefined && words !== '') void message.success(words);
        if (words === undefined) void message.warning({ content: refusals(refusalKey(outcome)), duration: 6 });
        return words !== undefined;
      } catch (failure) {
        void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
        return false;
      } finally {
        await settle();
      }
    },
    [message, refusals, settle, t],
  );

  const release = useCallback(
    (holdId: string) =>
      attempt(
        async () =>
          (await ask(ReleaseHoldDocument, { input: { orderId, holdId, idempotencyKey: crypto.randomUUID() } })).data.releaseHold.__typename,
        { HoldReleased: t('released') },
      ),
    [attempt, orderId, t],
  );

  /** Every hold that is still open; the order goes on when the last of them ends. */
  const releaseAll = useCallback(
    async (holdIds: readonly string[]): Promise<boolean> => {
      for (const holdId of holdIds) if (!(await release(holdId))) return false;
      return holdIds.length > 0;
    },
    [release],
  );

  const offerUndo = useCallback(
    (holdId: string): void => {
      const key = `undo-${holdId}`;
      const undo = (): void => {
        message.destroy(key);
        void release(holdId);
      };
      void message.success({
        key,
        duration: 8,
        content: (
          <span>
            {t('held', { id: orderId })}
            <Button type="link" size="small" onClick={undo}>
              {t('undo')}
            </Button>
          </span>
        ),
      });
    },
    [message, orderId, release, t],
  );

  const hold = useCallback(
    (reason: string) =>
      attempt(
        async () => {
          const outcome = (await ask(HoldOrderDocument, { input: { orderId, reason, idempotencyKey: crypto.randomUUID() } })).data
            .holdOrder;
          if (outcome.__typename === 'OrderHeld') offerUndo(outcome.hold.id);
          return outcome.__typename;
        },
        { OrderHeld: '' },
      ),
    [attempt, offerUndo, orderId],
  );

  const cancel = useCallback(
    (reason: string) =>
      attempt(
        async () =>
          (await ask(CancelOrderDocument, { input: { orderId, reason, idempotencyKey: crypto.randomUUID() } })).data.cancelOrder.__typename,
        { OrderCancelled: t('cancelled'), CancelProposed: t('cancelProposed') },
      ),
    [attempt, orderId, t],
  );

  const sourceAgain = useCallback(
    () =>
      attempt(async () => (await ask(SourceAgainDocument, { orderId, idempotencyKey: crypto.randomUUID() })).data.sourceAgain.__typename, {
        SourcingStarted: t('sourcing'),
      }),
    [attempt, orderId, t],
  );

  return { hold, release, releaseAll, cancel, sourceAgain };
};
