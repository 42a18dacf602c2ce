'use client';

import { useTranslations } from 'next-intl';
import { ItemsPanel } from './ItemsPanel.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import styles from './rows.module.css';
import { StopsPanel } from './StopsPanel.tsx';

/** The keeper's home: what must be stopped now, what the warehouses refused or cannot ship, how full they are. */
export const WarehouseHome = () => {
  const t = useTranslations('roleHome');
  return (
    <div className={styles['columns']}>
      <div className={styles['stack']}>
        <StopsPanel />
        <ItemsPanel
          id="warehouse-items"
          title={t('warehouseItems')}
          none={t('noWarehouseItems')}
          pools={['EXPEDITE', 'WAREHOUSE_REFUSAL', 'WAYBILL']}
        />
      </div>
      <LoadPanel />
    </div>
  );
};
