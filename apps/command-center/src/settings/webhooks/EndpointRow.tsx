'use client';

import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { nearTime } from '../../format/time.ts';
import type { WebhookEndpointFieldsFragment } from '../../gql/graphql.ts';
import { StateChip } from '../../parts/StateChip.tsx';
import { ReplayDialog } from './ReplayDialog.tsx';
import { RotateSecret } from './RotateSecret.tsx';
import { useWebhookDeeds } from './use-webhook-deeds.tsx';
import { endpointState, shownAddress, toneOfEndpoint } from './words.ts';
import shared from '../SettingsPage.module.css';
import styles from './Webhooks.module.css';

interface EndpointRowProps {
  readonly endpoint: WebhookEndpointFieldsFragment;
  readonly chosen: boolean;
  readonly mayKeep: boolean;
  /** Name of the partner, or its id. */
  readonly partner: string;
  readonly onChoose: () => void;
}

export const EndpointRow = ({ endpoint, chosen, mayKeep, partner, onChoose }: EndpointRowProps) => {
  const t = useTranslations('webhooks');
  const states = useTranslations('webhookStates');
  const { modal } = App.useApp();
  const { switchWithUndo, remove } = useWebhookDeeds();
  const [dialog, setDialog] = useState<'rotate' | 'replay' | undefined>();
  const state = endpointState(endpoint);
  const enabled = endpoint.state === 'ENABLED';
  const near = (at: string): string => nearTime(at, Date.now());
  const askToDelete = (): void => {
    modal.confirm({
      title: t('deleteTitle', { address: shownAddress(endpoint.url) }),
      content: t('deleteMeans'),
      okText: t('delete'),
      cancelText: t('keep'),
      okButtonProps: { danger: true },
      onOk: () => remove(endpoint.id),
    });
  };
  return (
    <li aria-current={chosen} className={styles['endpoint']}>
      <button type="button" className={styles['address']} onClick={onChoose}>
        <span className="mono">{shownAddress(endpoint.url)}</span>
        <small>
          {partner}
          {endpoint.description === '' ? '' : ` · ${endpoint.description}`} · {t('types', { count: endpoint.eventTypes.length })}
          {endpoint.shops === null ? '' : ` · ${t('onlyShops', { shops: endpoint.shops.join(', ') })}`}
        </small>
      </button>
      <span>
        <StateChip tone={toneOfEndpoint[state]}>{states(state)}</StateChip>
        <small>
          {state === 'FAILING' &&
            endpoint.failingSince !== null &&
            t('failingSince', { at: near(endpoint.failingSince), count: endpoint.failures })}
          {!enabled && endpoint.disabledAt !== null && t('disabledAt', { at: near(endpoint.disabledAt) })}
          {enabled &&
            state !== 'FAILING' &&
            endpoint.lastDeliveredAt !== null &&
            t('lastDelivered', { at: near(endpoint.lastDeliveredAt) })}
          {endpoint.previousSecretUntil !== null && ` · ${t('twoSecrets', { at: near(endpoint.previousSecretUntil) })}`}
        </small>
      </span>
      <span>
        {t('day', { delivered: endpoint.health.delivered, failed: endpoint.health.failed })}
        <small>
          {endpoint.health.pending === 0
            ? t('nothingWaits')
            : t('waits', { count: endpoint.health.pending, at: near(endpoint.health.oldestPendingAt ?? endpoint.createdAt) })}
        </small>
      </span>
      <span className={shared['deeds']}>
        {mayKeep && (
          <>
            {enabled && (
              <Button size="small" type="link" onClick={() => setDialog('replay')}>
                {t('replay')}
              </Button>
            )}
            <Button size="small" type="link" onClick={() => setDialog('rotate')}>
              {t('rotate')}
            </Button>
            <Button size="small" type="link" onClick={() => void switchWithUndo(endpoint.id, !enabled)}>
              {enabled ? t('disable') : t('enable')}
            </Button>
            <Button size="small" type="link" danger onClick={askToDelete}>
              <span className={shared['ending']}>{t('delete')}</span>
            </Button>
          </>
        )}
      </span>
      {dialog === 'rotate' && <RotateSecret endpoint={endpoint} onClose={() => setDialog(undefined)} />}
      {dialog === 'replay' && <ReplayDialog endpoint={endpoint} onClose={() => setDialog(undefined)} />}
    </li>
  );
};
