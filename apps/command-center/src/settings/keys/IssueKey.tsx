'use client';

import { Button, Input, Modal, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Scope } from './kept.ts';
import { KeyOnce } from './KeyOnce.tsx';
import { useKeyDeeds } from './use-key-deeds.tsx';
import shared from '../SettingsPage.module.css';

interface IssueKeyProps {
  readonly scopes: readonly Scope[];
  readonly onClose: () => void;
}

/** A new key of a partner. No person is named: the contact is a role there. */
export const IssueKey = ({ scopes, onClose }: IssueKeyProps) => {
  const t = useTranslations('keys');
  const locale = useLocale();
  const send = useKeyDeeds();
  const [partner, setPartner] = useState('');
  const [contactRole, setContactRole] = useState('');
  const [label, setLabel] = useState('');
  const [environment, setEnvironment] = useState<'live' | 'test'>('test');
  const [wanted, setWanted] = useState<readonly string[]>(['orders:read']);
  const [text, setText] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const issue = async (): Promise<void> => {
    setBusy(true);
    setText(await send('issue', { partner, contactRole, label, environment, scopes: wanted }));
    setBusy(false);
  };
  const complete = [partner, contactRole, label].every((one) => one.trim() !== '') && wanted.length > 0;
  return (
    <Modal open title={t('issue')} onCancel={onClose} footer={null} destroyOnHidden>
      {text === undefined ? (
        <div className={shared['form']}>
          <label>
            {t('partner')}
            <Input
              autoFocus
              maxLength={60}
              value={partner}
              placeholder={t('partnerHint')}
              onChange={(event) => setPartner(event.target.value)}
            />
          </label>
          <label>
            {t('contactRole')}
            <Input
              maxLength={60}
              value={contactRole}
              placeholder={t('contactHint')}
              onChange={(event) => setContactRole(event.target.value)}
            />
          </label>
          <label>
            {t('label')}
            <Input maxLength={60} value={label} placeholder={t('labelHint')} onChange={(event) => setLabel(event.target.value)} />
          </label>
          <label>
            {t('environment')}
            <Select
              aria-label={t('environment')}
              value={environment}
              options={[
                { value: 'test', label: t('test') },
                { value: 'live', label: t('live') },
              ]}
              onChange={setEnvironment}
            />
          </label>
          <label>
            {t('scopes')}
            <Select
              mode="multiple"
              aria-label={t('scopes')}
              value={[...wanted]}
              options={scopes.map((one) => ({ value: one.scope, label: locale === 'en' ? one.en : one.zh }))}
              onChange={(next: string[]) => setWanted(next)}
            />
          </label>
          <Button type="primary" loading={busy} disabled={!complete} onClick={() => void issue()}>
            {t('issueNow')}
          </Button>
        </div>
      ) : (
        <KeyOnce text={text} onClose={onClose} />
      )}
    </Modal>
  );
};
