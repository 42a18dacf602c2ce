'use client';

import { Button, Popover } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { holdReasons } from './reasons.ts';
import { useDeeds } from './use-deeds.tsx';
import styles from './deeds.module.css';

interface HoldButtonProps {
  readonly orderId: string;
  readonly look: 'word' | 'button';
}

/** Holding is reversible: a reason is picked, the deed runs, its undo is offered. */
export const HoldButton = ({ orderId, look }: HoldButtonProps) => {
  const t = useTranslations('deeds');
  const reasons = useTranslations('holdReasons');
  const { hold } = useDeeds(orderId);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const pick = async (reason: string): Promise<void> => {
    setOpen(false);
    setBusy(true);
    await hold(reason);
    setBusy(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('holdWhy')}
      content={
        <div className={styles['reasons']}>
          {holdReasons.map((reason) => (
            <Button key={reason} type="text" onClick={() => void pick(reasons(reason))}>
              {reasons(reason)}
            </Button>
          ))}
        </div>
      }
    >
      <Button
        type={look === 'word' ? 'link' : 'default'}
        size={look === 'word' ? 'small' : 'medium'}
        className={look === 'word' ? (styles['word'] ?? '') : ''}
        loading={busy}
      >
        {t('hold')}
      </Button>
    </Popover>
  );
};
