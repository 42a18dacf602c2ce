'use client';

import { Button, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { WebhookEndpointFieldsFragment } from '../../gql/graphql.ts';
import { SecretOnce } from './SecretOnce.tsx';
import { useWebhookDeeds } from './use-webhook-deeds.tsx';
import { shownAddress } from './words.ts';
import shared from '../SettingsPage.module.css';

const overlaps = [0, 1, 24, 72, 168] as const;

interface RotateSecretProps {
  readonly endpoint: WebhookEndpointFieldsFragment;
  readonly onClose: () => void;
}

/** For the overlap both secrets sign, so that the receiver changes over without losing anything. */
export const RotateSecret = ({ endpoint, onClose }: RotateSecretProps) => {
  const t = useTranslations('webhooks');
  const { rotate } = useWebhookDeeds();
  const [hours, setHours] = useState<number>(24);
  const [secret, setSecret] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    const told = await rotate(endpoint.id, hours);
    setBusy(false);
    if (told !== undefined) setSecret(told);
  };
  return (
    <Modal open title={t('rotateTitle', { address: shownAddress(endpoint.url) })} onCancel={onClose} footer={null} destroyOnHidden>
      {secret === undefined ? (
        <div className={shared['form']}>
          <p>{t('rotateMeans')}</p>
          <label>
            {t('overlap')}
            <Select
              aria-label={t('overlap')}
              value={hours}
              options={overlaps.map((value) => ({ value, label: t('overlapHours', { hours: value }) }))}
              onChange={setHours}
            />
          </label>
          <Button type="primary" loading={busy} onClick={() => void send()}>
            {t('rotateNow')}
          </Button>
        </div>
      ) : (
        <SecretOnce secret={secret} onClose={onClose} />
      )}
    </Modal>
  );
};
