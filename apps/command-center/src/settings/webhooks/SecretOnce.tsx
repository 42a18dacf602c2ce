'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import shared from '../SettingsPage.module.css';
import styles from './Webhooks.module.css';

/** A signing secret, shown this once. */
export const SecretOnce = ({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) => {
  const t = useTranslations('webhooks');
  return (
    <div className={shared['form']}>
      <p>{t('tellSecret')}</p>
      <p className={styles['secret']}>{secret}</p>
      <p>{t('toldOnce')}</p>
      <Button type="primary" onClick={onClose}>
        {t('toldIt')}
      </Button>
    </div>
  );
};
