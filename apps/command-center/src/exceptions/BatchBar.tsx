'use client';

import { Button, Input, Popover } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useItemDeeds } from './use-item-deeds.tsx';
import type { WorkItemRow } from './use-work-items.ts';
import styles from './BatchBar.module.css';

interface BatchBarProps {
  readonly rows: readonly WorkItemRow[];
  readonly onDone: () => void;
}

/** Deeds on the chosen rows together; each row answers for itself, and those that refuse say why. */
export const BatchBar = ({ rows, onDone }: BatchBarProps) => {
  const t = useTranslations('exceptions');
  const deeds = useTranslations('itemDeeds');
  const { take, giveBack, close } = useItemDeeds();
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState(false);
  const ids = rows.map((row) => row.id);
  const closable = rows.filter((row) => row.closable);
  const run = async (deed: Promise<unknown>): Promise<void> => {
    await deed;
    onDone();
  };
  return (
    <span className={styles['bar']} role="toolbar" aria-label={t('chosen', { count: rows.length })}>
      <b>{t('chosen', { count: rows.length })}</b>
      <Button size="small" type="link" onClick={() => void run(take(ids))}>
        {deeds('take')}
      </Button>
      <Button size="small" type="link" onClick={() => void run(giveBack(ids))}>
        {deeds('giveBack')}
      </Button>
      <Popover
        trigger="click"
        open={asking}
        onOpenChange={setAsking}
        title={deeds('closeMany', { count: closable.length })}
        content={
          <div className={styles['ask']}>
            <Input.TextArea
              rows={3}
              maxLength={500}
              aria-label={deeds('closeNote')}
              placeholder={deeds('closeNote')}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
            <Button
              type="primary"
              disabled={note.trim() === ''}
              onClick={() => {
                setAsking(false);
                void run(
                  close(
                    closable.map((row) => row.id),
                    note,
                  ),
                );
              }}
            >
              {deeds('closeMany', { count: closable.length })}
            </Button>
          </div>
        }
      >
        <Button size="small" type="link" disabled={closable.length === 0}>
          {deeds('closeDots')}
        </Button>
      </Popover>
      <Button size="small" type="text" onClick={onDone}>
        {t('chooseNone')}
      </Button>
    </span>
  );
};
