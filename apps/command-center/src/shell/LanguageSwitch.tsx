'use client';

import { Button } from 'antd';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { languageCookie } from '../i18n/languages.ts';
import { keepChoice } from './keep-choice.ts';
import styles from './switches.module.css';

export const LanguageSwitch = () => {
  const t = useTranslations('shell');
  const router = useRouter();
  const locale = useLocale();
  const [waiting, start] = useTransition();
  const change = (): void => {
    keepChoice(languageCookie, locale === 'en' ? 'zh-CN' : 'en');
    start(() => router.refresh());
  };
  return (
    <Button className={styles['desktop']} onClick={change} loading={waiting} aria-label={t('switchLanguage')}>
      <span className={styles['pair']}>
        <b data-on={locale === 'zh-CN'}>中</b> / <b data-on={locale === 'en'}>EN</b>
      </span>
    </Button>
  );
};
