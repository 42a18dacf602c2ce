'use client';

import { AutoComplete, Button, Input, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SecretOnce } from './SecretOnce.tsx';
import { useEventTypes } from './use-event-types.ts';
import type { Partner } from './use-partners.ts';
import { useWebhookDeeds } from './use-webhook-deeds.tsx';
import shared from '../SettingsPage.module.css';
import styles from './Webhooks.module.css';

interface CreateEndpointProps {
  readonly partners: readonly Partner[];
  readonly onClose: () => void;
}

/** A new endpoint for a partner; its secret is shown once, for the partner's engineer. */
export const CreateEndpoint = ({ partners, onClose }: CreateEndpointProps) => {
  const t = useTranslations('webhooks');
  const { create } = useWebhookDeeds();
  const { types } = useEventTypes();
  const [partnerId, setPartnerId] = useState('');
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [secret, setSecret] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    const made = await create({ partnerId: partnerId.trim(), url: url.trim(), eventTypes: [...chosen], description });
    setBusy(false);
    if (made !== undefined) setSecret(made.secret);
  };
  return (
    <Modal open title={t('create')} onCancel={onClose} footer={null} destroyOnHidden>
      {secret === undefined ? (
        <div className={shared['form']}>
          <label>
            {t('address')}
            <Input
              autoFocus
              type="url"
              spellCheck={false}
              placeholder="https://"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          </label>
          <label>
            {t('partner')}
            <AutoComplete
              aria-label={t('partner')}
              value={partnerId}
              options={partners.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(next: string) => setPartnerId(next)}
            />
          </label>
          <label>
            {t('eventTypes')}
            <Select
              mode="multiple"
              aria-label={t('eventTypes')}
              value={[...chosen]}
              optionFilterProp="label"
              options={types.map(({ type, title }) => ({ value: type, label: `${title} · ${type}` }))}
              onChange={(next: string[]) => setChosen(next)}
            />
          </label>
          <Button size="small" type="link" className={styles['all'] ?? ''} onClick={() => setChosen(types.map(({ type }) => type))}>
            {t('allTypes')}
          </Button>
          <label>
            {t('description')}
            <Input maxLength={200} value={description} onChange={(event) => setDescription(event.target.value)} />
          </label>
          <Button
            type="primary"
            loading={busy}
            disabled={url.trim() === '' || partnerId.trim() === '' || chosen.length === 0}
            onClick={() => void send()}
          >
            {t('createNow')}
          </Button>
        </div>
      ) : (
        <SecretOnce secret={secret} onClose={onClose} />
      )}
    </Modal>
  );
};
