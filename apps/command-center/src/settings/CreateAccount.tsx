'use client';

import { Button, Input, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { roleKeys } from './role-keys.ts';
import { useAccountDeeds } from './use-account-deeds.tsx';
import styles from './SettingsPage.module.css';

/** A new account, with a password that is shown once and opens only the door where its owner sets one. */
export const CreateAccount = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTranslations('accounts');
  const names = useTranslations('roles');
  const { post } = useAccountDeeds();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [password, setPassword] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const create = async (): Promise<void> => {
    setBusy(true);
    const told = await post('create', { login, name, roles });
    setBusy(false);
    if (told !== undefined) setPassword(told.oneTimePassword);
  };
  return (
    <Modal open title={t('create')} onCancel={onClose} footer={null} destroyOnHidden>
      {password === undefined ? (
        <div className={styles['form']}>
          <label>
            {t('login')}
            <Input autoFocus autoCapitalize="none" spellCheck={false} value={login} onChange={(event) => setLogin(event.target.value)} />
          </label>
          <label>
            {t('name')}
            <Input value={name} maxLength={60} placeholder={t('nameHint')} onChange={(event) => setName(event.target.value)} />
          </label>
          <label>
            {t('roles')}
            <Select
              mode="multiple"
              aria-label={t('roles')}
              value={[...roles]}
              options={roleKeys.map((key) => ({ value: key, label: names(key) }))}
              onChange={(next: string[]) => setRoles(next)}
            />
          </label>
          <Button
            type="primary"
            loading={busy}
            disabled={login.trim() === '' || name.trim() === '' || roles.length === 0}
            onClick={() => void create()}
          >
            {t('createNow')}
          </Button>
        </div>
      ) : (
        <div className={styles['form']}>
          <p>{t('tellPassword', { name })}</p>
          <p className={styles['password']}>{password}</p>
          <p>{t('toldOnce')}</p>
          <Button type="primary" onClick={onClose}>
            {t('toldIt')}
          </Button>
        </div>
      )}
    </Modal>
  );
};
