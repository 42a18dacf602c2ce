'use client';

import { Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import type { Account } from '../gateway.ts';
import { languageCookie } from '../i18n/languages.ts';
import { keepChoice } from './keep-choice.ts';
import { useThemeChoice } from './Providers.tsx';
import { roleKey } from './roles.ts';
import styles from './switches.module.css';

export const AccountMenu = ({ account }: { readonly account: Account | undefined }) => {
  const t = useTranslations('shell');
  const roles = useTranslations('roles');
  const router = useRouter();
  const locale = useLocale();
  const { theme, choose } = useThemeChoice();

  const signOut = async (): Promise<void> => {
    await fetch('/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    // A whole page load, so that nothing of the last person's data stays in memory.
    window.location.assign('/sign-in');
  };

  const items: MenuProps['items'] = [
    {
      key: 'who',
      disabled: true,
      label: (
        <span className={styles['who']}>
          <b>{account?.name ?? t('unknownPerson')}</b>
          <small>{account?.roles.map((role) => roles(roleKey(role))).join(' · ')}</small>
        </span>
      ),
    },
    { type: 'divider' },
    {
      key: 'language',
      label: t('switchLanguage'),
      onClick: () => {
        keepChoice(languageCookie, locale === 'en' ? 'zh-CN' : 'en');
        router.refresh();
      },
    },
    { key: 'theme', label: theme === 'dark' ? t('useLight') : t('useDark'), onClick: () => choose(theme === 'dark' ? 'light' : 'dark') },
    { type: 'divider' },
    { key: 'out', label: t('signOut'), onClick: () => void signOut() },
  ];

  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <button type="button" className={styles['face']} aria-label={t('account')}>
        {(account?.name ?? '?').slice(0, 1)}
      </button>
    </Dropdown>
  );
};
