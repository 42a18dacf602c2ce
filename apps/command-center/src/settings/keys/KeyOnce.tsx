'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import shared from '../SettingsPage.module.css';
import styles from './Keys.module.css';

/** The text of a key, shown this once. */
export const KeyOnce = ({ text, onClose }: { readonly text: string; readonly onClose: () => void }) => {
  const t = useTranslations('keys');
  return (
    <div className={shared['form']}>
      <p>{t('tellKey')}</p>
      <p className={styles['secret']}>{text}</p>
      <p>{t('toldOnce')}</p>
      <Button type="primary" onClick={onClose}>
        {t('toldIt')}
      </Button>
    </div>
  );
};
