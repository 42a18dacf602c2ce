'use client';

import { useTranslations } from 'next-intl';
import { ItemsPanel } from './ItemsPanel.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import styles from './rows.module.css';
import { ShortagePanel } from './ShortagePanel.tsx';

/** The director's home: what is short and who waits for it, what could not be sourced, how full the warehouses are. */
export const SupplyHome = () => {
  const t = useTranslations('roleHome');
  return (
    <div className={styles['columns']}>
      <div className={styles['stack']}>
        <ShortagePanel />
        <ItemsPanel
          id="supply-items"
          title={t('supplyItems')}
          none={t('noSupplyItems')}
          pools={['SOURCING', 'SHORTAGE', 'WAREHOUSE_REFUSAL']}
        />
      </div>
      <LoadPanel />
    </div>
  );
};
