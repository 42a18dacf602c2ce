'use client';

import { DownOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslations } from 'next-intl';
import { columnKeys, fixedColumns, usualColumns } from '../columns.ts';
import type { Columns } from './use-columns.ts';
import styles from './Views.module.css';

interface ColumnsMenuProps {
  readonly columns: Columns;
  readonly onChange: (cols: string[] | null) => void;
}

export const ColumnsMenu = ({ columns, onChange }: ColumnsMenuProps) => {
  const t = useTranslations('views');
  const names = useTranslations('columns');
  const { shown } = columns;
  const toggle = (key: string): void =>
    onChange(columns.addressOf(shown.some((each) => each === key) ? shown.filter((each) => each !== key) : [...shown, key]));
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className={styles['columns']} role="group" aria-label={t('columnsLabel')}>
          <div className={styles['grid']}>
            {columnKeys.map((key) => (
              <label key={key}>
                <input type="checkbox" checked={shown.includes(key)} disabled={fixedColumns.includes(key)} onChange={() => toggle(key)} />
                {names(key)}
              </label>
            ))}
          </div>
          <div className={styles['foot']}>
            <Button size="small" type="text" onClick={() => onChange(columns.addressOf(usualColumns))}>
              {t('columnsReset')}
            </Button>
            <Button size="small" disabled={columns.isUsual} onClick={() => void columns.keep().then((kept) => kept && onChange(null))}>
              {t('columnsKeep')}
            </Button>
          </div>
        </div>
      }
    >
      <Button>
        {t('columns', { count: shown.length })} <DownOutlined className={styles['arrow']} aria-hidden />
      </Button>
    </Popover>
  );
};
