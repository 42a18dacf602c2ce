'use client';

import { App, Button, Input, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { WebhookEndpointFieldsFragment } from '../../gql/graphql.ts';
import { useEventTypes } from './use-event-types.ts';
import { useWebhookDeeds } from './use-webhook-deeds.tsx';
import { fieldOfTime, shownAddress, timeOfField } from './words.ts';
import shared from '../SettingsPage.module.css';

const HOUR_MS = 3_600_000;

interface ReplayDialogProps {
  readonly endpoint: WebhookEndpointFieldsFragment;
  readonly onClose: () => void;
}

/** Everything since a time once more, with the same ids: the receiver passes over what it had. */
export const ReplayDialog = ({ endpoint, onClose }: ReplayDialogProps) => {
  const t = useTranslations('webhooks');
  const { message } = App.useApp();
  const { replay } = useWebhookDeeds();
  const { titleOf } = useEventTypes();
  const [from, setFrom] = useState(() => fieldOfTime(new Date(Date.now() - HOUR_MS)));
  const [until, setUntil] = useState('');
  const [types, setTypes] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const begins = timeOfField(from);
  const ends = until === '' ? undefined : timeOfField(until);
  const send = async (): Promise<void> => {
    if (begins === undefined) return;
    setBusy(true);
    const planned = await replay({
      endpointId: endpoint.id,
      from: begins,
      ...(ends === undefined ? {} : { until: ends }),
      ...(types.length === 0 ? {} : { eventTypes: [...types] }),
    });
    setBusy(false);
    if (planned === undefined) return;
    void message.success(t('replayedNow', { count: planned }));
    onClose();
  };
  return (
    <Modal open title={t('replayTitle', { address: shownAddress(endpoint.url) })} onCancel={onClose} footer={null} destroyOnHidden>
      <div className={shared['form']}>
        <p>{t('replayMeans')}</p>
        <label>
          {t('from')}
          <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          {t('until')}
          <Input type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
        <label>
          {t('onlyTypes')}
          <Select
            mode="multiple"
            aria-label={t('onlyTypes')}
            value={[...types]}
            optionFilterProp="label"
            options={endpoint.eventTypes.map((type) => ({ value: type, label: `${titleOf(type)} · ${type}` }))}
            onChange={(next: string[]) => setTypes(next)}
          />
        </label>
        <Button type="primary" loading={busy} disabled={begins === undefined} onClick={() => void send()}>
          {t('replayNow')}
        </Button>
      </div>
    </Modal>
  );
};
