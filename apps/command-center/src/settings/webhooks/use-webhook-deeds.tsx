'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { ask } from '../../data/ask.ts';
import { RequestFailure } from '../../data/failures.ts';
import {
  CreateWebhookEndpointDocument,
  DeleteWebhookEndpointDocument,
  DisableWebhookEndpointDocument,
  EnableWebhookEndpointDocument,
  ReplayWebhooksDocument,
  ResendWebhookDeliveryDocument,
  RotateWebhookSecretDocument,
} from '../../gql/graphql.ts';
import type { CreateWebhookEndpointInput, ReplayWebhooksInput } from '../../gql/graphql.ts';
import { webhookRefusalKey } from './words.ts';

type Told<Done> = { readonly done: Done } | { readonly refusal: string };

const key = (): string => crypto.randomUUID();

/** Deeds on webhooks. What was refused is said in words; undefined then. */
export const useWebhookDeeds = () => {
  const t = useTranslations('webhooks');
  const refusals = useTranslations('webhookRefusals');
  const { message } = App.useApp();
  const queries = useQueryClient();

  const tell = useCallback(
    async <Done,>(send: () => Promise<Told<Done>>): Promise<Done | undefined> => {
      try {
        const told = await send();
        if ('done' in told) return told.done;
        void message.warning({ content: refusals(webhookRefusalKey(told.refusal)), duration: 6 });
        return undefined;
      } catch (failure) {
        void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
        return undefined;
      } finally {
        await queries.invalidateQueries({ queryKey: ['webhooks'] });
      }
    },
    [message, queries, refusals, t],
  );

  return useMemo(() => {
    const switchTo = (endpointId: string, enabled: boolean): Promise<true | undefined> =>
      tell(async () => {
        const input = { endpointId, idempotencyKey: key() };
        const { __typename: name } = enabled
          ? (await ask(EnableWebhookEndpointDocument, { input })).data.enableWebhookEndpoint
          : (await ask(DisableWebhookEndpointDocument, { input })).data.disableWebhookEndpoint;
        return name === 'WebhookEndpointChanged' ? { done: true as const } : { refusal: name };
      });
    return {
      create: (input: Omit<CreateWebhookEndpointInput, 'idempotencyKey'>) =>
        tell(async () => {
          const answer = (await ask(CreateWebhookEndpointDocument, { input: { ...input, idempotencyKey: key() } })).data
            .createWebhookEndpoint;
          if (answer.__typename === 'WebhookEndpointCreated') return { done: { id: answer.endpoint.id, secret: answer.secret ?? '' } };
          return { refusal: answer.__typename === 'WebhookUrlRefused' ? `WebhookUrlRefused_${answer.reason}` : answer.__typename };
        }),
      rotate: (endpointId: string, overlapHours: number) =>
        tell(async () => {
          const input = { endpointId, overlapHours, idempotencyKey: key() };
          const answer = (await ask(RotateWebhookSecretDocument, { input })).data.rotateWebhookSecret;
          return answer.__typename === 'WebhookSecretRotated' ? { done: answer.secret ?? '' } : { refusal: answer.__typename };
        }),
      /** Acts at once and offers the way back (law L7). */
      switchWithUndo: async (endpointId: string, enabled: boolean): Promise<void> => {
        if ((await switchTo(endpointId, enabled)) === undefined) return;
        const shown = `webhook-${endpointId}`;
        const back = (): void => {
          message.destroy(shown);
          void switchTo(endpointId, !enabled);
        };
        void message.success({
          key: shown,
          duration: 8,
          content: (
            <span>
              {enabled ? t('enabledNow') : t('disabledNow')}
              <Button type="link" size="small" onClick={back}>
                {t('undo')}
              </Button>
            </span>
          ),
        });
      },
      remove: async (endpointId: string): Promise<void> => {
        const removed = await tell(async () => {
          const answer = (await ask(DeleteWebhookEndpointDocument, { input: { endpointId, idempotencyKey: key() } })).data
            .deleteWebhookEndpoint;
          return answer.__typename === 'WebhookEndpointDeleted' ? { done: true as const } : { refusal: answer.__typename };
        });
        if (removed === true) void message.success(t('deletedNow'));
      },
      resend: async (deliveryId: string): Promise<void> => {
        const planned = await tell(async () => {
          const answer = (await ask(ResendWebhookDeliveryDocument, { input: { deliveryId, idempotencyKey: key() } })).data
            .resendWebhookDelivery;
          return answer.__typename === 'WebhookDeliveryPlanned' ? { done: true as const } : { refusal: answer.__typename };
        });
        if (planned === true) void message.success(t('resentNow'));
      },
      replay: (input: Omit<ReplayWebhooksInput, 'idempotencyKey'>) =>
        tell(async () => {
          const answer = (await ask(ReplayWebhooksDocument, { input: { ...input, idempotencyKey: key() } })).data.replayWebhooks;
          return answer.__typename === 'WebhookReplayPlanned' ? { done: answer.planned } : { refusal: answer.__typename };
        }),
    };
  }, [message, t, tell]);
};
