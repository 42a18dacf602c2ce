'use client';

import { Button, Input, Popover } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styles from './Views.module.css';

interface SaveViewButtonProps {
  readonly onSave: (name: string, shared: boolean) => Promise<boolean>;
}

export const SaveViewButton = ({ onSave }: SaveViewButtonProps) => {
  const t = useTranslations('views');
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = async (): Promise<void> => {
    if (name.trim() === '' || !(await onSave(name.trim(), shared))) return;
    setOpen(false);
    setName('');
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      content={
        <form
          className={styles['save']}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Input
            autoFocus
            value={name}
            maxLength={60}
            placeholder={t('name')}
            aria-label={t('name')}
            onChange={(event) => setName(event.target.value)}
          />
          <label>
            <input type="checkbox" checked={shared} onChange={() => setShared(!shared)} /> {t('share')}
          </label>
          <Button htmlType="submit" type="primary" size="small" disabled={name.trim() === ''}>
            {t('keep')}
          </Button>
        </form>
      }
    >
      <button type="button" aria-haspopup="dialog">
        + {t('saveThis')}
      </button>
    </Popover>
  );
};
