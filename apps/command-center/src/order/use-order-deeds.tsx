'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { refusalKey } from '../deeds/refusals.ts';
import { clockTime } from '../format/time.ts';
import {
  AddRemarkDocument,
  AskTraceAgainDocument,
  CancelOrderDocument,
  ExpediteOrderDocument,
  WithdrawRemarkDocument,
} from '../gql/graphql.ts';

export type CancelOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'conflict'; readonly by: string; readonly at: string }
  | { readonly kind: 'refused'; readonly words: string };

/** The deeds of the order page, each with its outcome or refusal in words. Callers have confirmed what the catalogue says needs confirming. */
export const useOrderDeeds = (orderId: string) => {
  const t = useTranslations('orderDeeds');
  const done = useTranslations('deeds');
  const refusals = useTranslations('refusals');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const settle = useCallback(() => queries.invalidateQueries({ queryKey: ['order', orderId] }), [queries, orderId]);
  const failed = useCallback(
    (failure: unknown): string => done('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }),
    [done],
  );
  const warn = useCallback((words: string) => void message.warning({ content: words, duration: 6 }), [message]);

  /** Answers what came of it; the dialog stays and says so, whatever happened to the order meanwhile. */
  const cancel = useCallback(
    async (reason: string, overrule: boolean): Promise<CancelOutcome> => {
      try {
        const input = { orderId, reason, overrule, idempotencyKey: crypto.randomUUID() };
        const outcome = (await ask(CancelOrderDocument, { input })).data.cancelOrder;
        if (outcome.__typename === 'ExpeditedJustNow') return { kind: 'conflict', by: outcome.expeditedBy, at: outcome.expeditedAt };
        if (outcome.__typename === 'OrderCancelled' || outcome.__typename === 'CancelProposed') {
          void message.success(done(outcome.__typename === 'OrderCancelled' ? 'cancelled' : 'cancelProposed'));
          return { kind: 'done' };
        }
        return { kind: 'refused', words: refusals(refusalKey(outcome.__typename)) };
      } catch (failure) {
        return { kind: 'refused', words: failed(failure) };
      } finally {
        await settle();
      }
    },
    [done, failed, message, orderId, refusals, settle],
  );

  const expedite = useCallback(
    async (reason: string): Promise<boolean> => {
      try {
        const outcome = (await ask(ExpediteOrderDocument, { input: { orderId, reason, idempotencyKey: crypto.randomUUID() } })).data
          .expediteOrder;
        if (outcome.__typename !== 'OrderExpedited') {
          warn(refusals(refusalKey(outcome.__typename)));
          return false;
        }
        void message.success(t(outcome.withWarehouse ? 'expeditedKeeper' : 'expeditedNext'));
        return true;
      } catch (failure) {
        warn(failed(failure));
        return false;
      } finally {
        await settle();
      }
    },
    [failed, message, orderId, refusals, settle, t, warn],
  );

  const withdrawRemark = useCallback(
    async (remarkId: string): Promise<void> => {
      try {
        const input = { orderId, remarkId, idempotencyKey: crypto.randomUUID() };
        const outcome = (await ask(WithdrawRemarkDocument, { input })).data.withdrawRemark;
        if (outcome.__typename === 'RemarkWithdrawn') void message.success(t('remarkWithdrawn'));
        else warn(refusals(refusalKey(outcome.__typename)));
      } catch (failure) {
        warn(failed(failure));
      } finally {
        await settle();
      }
    },
    [failed, message, orderId, refusals, settle, t, warn],
  );

  const addRemark = useCallback(
    async (text: string): Promise<boolean> => {
      try {
        const outcome = (await ask(AddRemarkDocument, { input: { orderId, text, idempotencyKey: crypto.randomUUID() } })).data.addRemark;
        if (outcome.__typename === 'RemarkUnusable') warn(t(outcome.why === 'PERSONAL_DATA' ? 'remarkPersonal' : 'remarkLength'));
        else if (outcome.__typename !== 'RemarkAdded') warn(refusals(refusalKey(outcome.__typename)));
        if (outcome.__typename !== 'RemarkAdded') return false;
        const { remarkId } = outcome;
        const undo = (): void => {
          message.destroy(remarkId);
          void withdrawRemark(remarkId);
        };
        void message.success({
          key: remarkId,
          duration: 8,
          content: (
            <span>
              {t('remarkAdded')}
              <Button type="link" size="small" onClick={undo}>
                {done('undo')}
              </Button>
            </span>
          ),
        });
        return true;
      } catch (failure) {
        warn(failed(failure));
        return false;
      } finally {
        await settle();
      }
    },
    [done, failed, message, orderId, refusals, settle, t, warn, withdrawRemark],
  );

  const askTrace = useCallback(
    async (parcelId: string): Promise<void> => {
      try {
        const outcome = (await ask(AskTraceAgainDocument, { orderId, parcelId, idempotencyKey: crypto.randomUUID() })).data.askTraceAgain;
        if (outcome.__typename === 'TraceTold') void message.success(t('traceTold', { count: outcome.newNodes }));
        else if (outcome.__typename === 'TraceAskedJustNow') warn(t('traceLater', { at: clockTime(outcome.nextAt) }));
        else warn(refusals(refusalKey(outcome.__typename)));
      } catch (failure) {
        warn(failed(failure));
      } finally {
        await settle();
      }
    },
    [failed, message, orderId, refusals, settle, t, warn],
  );

  return { cancel, expedite, addRemark, withdrawRemark, askTrace };
};
