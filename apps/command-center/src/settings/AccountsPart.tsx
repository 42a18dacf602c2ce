'use client';

import { useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { askAccounts } from '../accounts/doors.ts';
import { parseAccounts } from '../accounts/kept.ts';
import type { KeptAccount } from '../accounts/kept.ts';
import { nearTime } from '../format/time.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { CreateAccount } from './CreateAccount.tsx';
import { useAccountDeeds } from './use-account-deeds.tsx';
import { roleKeys } from './role-keys.ts';
import styles from './SettingsPage.module.css';

/** Who may sign in, and as what (GOV-02). */
export const AccountsPart = () => {
  const t = useTranslations('accounts');
  const query = useQuery({
    queryKey: ['accounts'],
    queryFn: async ({ signal }) => parseAccounts(await askAccounts('/accounts', undefined, signal)),
  });
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PartPanel
        title={t('title')}
        query={query}
        rows={7}
        finding={(accounts) =>
          t('finding', { count: accounts.length, open: accounts.filter((account) => account.openSessions > 0).length })
        }
        aside={
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        }
        empty={t('none')}
        isEmpty={(accounts) => accounts.length === 0}
      >
        {(accounts) => (
          <ul className={styles['rows']}>
            {accounts.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
          </ul>
        )}
      </PartPanel>
      {creating && <CreateAccount onClose={() => setCreating(false)} />}
    </>
  );
};

const AccountRow = ({ account }: { readonly account: KeptAccount }) => {
  const t = useTranslations('accounts');
  const roles = useTranslations('roles');
  const { modal } = App.useApp();
  const { post, withUndo } = useAccountDeeds();
  const setRoles = (next: readonly string[]): void => {
    // An account without a role could do nothing: it is locked instead.
    if (next.length === 0) return;
    void withUndo('set-roles', { account: account.id, roles: next }, t('rolesSet', { name: account.name }), {
      deed: 'set-roles',
      body: { account: account.id, roles: account.roles },
    });
  };
  const lock = (): void => {
    const [deed, undo] = account.locked ? ['unlock', 'lock'] : ['lock', 'unlock'];
    const words = account.locked ? t('unlocked', { name: account.name }) : t('locked', { name: account.name });
    void withUndo(deed ?? 'lock', { account: account.id }, words, { deed: undo ?? 'unlock', body: { account: account.id } });
  };
  const reset = (): void => {
    void modal.confirm({
      title: t('resetTitle', { name: account.name }),
      content: t('resetMeans'),
      okText: t('resetNow'),
      cancelText: t('keep'),
      onOk: async () => {
        const told = await post('reset-password', { account: account.id });
        if (told?.oneTimePassword === undefined) return;
        void modal.info({
          title: t('tellPassword', { name: account.name }),
          content: (
            <>
              <p className={styles['password']}>{told.oneTimePassword}</p>
              <p>{t('toldOnce')}</p>
            </>
          ),
          okText: t('toldIt'),
        });
      },
    });
  };
  return (
    <li data-locked={account.locked}>
      <span>
        {account.name} {account.locked && <StateChip tone="amber">{t('isLocked')}</StateChip>}
        <small className="mono">{account.login}</small>
      </span>
      <Select
        mode="multiple"
        aria-label={t('rolesOf', { name: account.name })}
        value={[...account.roles]}
        options={roleKeys.map((key) => ({ value: key, label: roles(key) }))}
        onChange={(next: string[]) => setRoles(next)}
      />
      <span>
        {account.lastSignedInAt === undefined ? t('never') : t('lastIn', { at: nearTime(account.lastSignedInAt, Date.now()) })}
        <small>
          {t('sessions', { count: account.openSessions })}
          {account.mustChangePassword ? ` · ${t('mustChange')}` : ''}
        </small>
      </span>
      <span className={styles['deeds']}>
        <Button size="small" type="link" onClick={lock}>
          {account.locked ? t('unlock') : t('lock')}
        </Button>
        <Button size="small" type="link" onClick={reset}>
          {t('reset')}
        </Button>
      </span>
    </li>
  );
};
