'use client';

import { useTranslations } from 'next-intl';
import { SearchBox } from '../shell/SearchBox.tsx';
import { ItemsPanel } from './ItemsPanel.tsx';
import styles from './ServiceHome.module.css';

/** Service's home: one box for whatever the customer says, and the queue by its clock. */
export const ServiceHome = () => {
  const t = useTranslations('roleHome');
  return (
    <div className={styles['home']}>
      <section className={styles['find']} aria-labelledby="find-title">
        <h2 id="find-title">{t('whoCalls')}</h2>
        <SearchBox />
        <p>{t('findHint')}</p>
      </section>
      <ItemsPanel
        id="service-items"
        title={t('serviceItems')}
        none={t('noServiceItems')}
        pools={['DECLINED_CANCEL', 'ADDRESS', 'MESSAGE', 'EXPEDITE']}
        first={20}
      />
    </div>
  );
};
