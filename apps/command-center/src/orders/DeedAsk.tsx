'use client';

import { Button, Popover } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { cancelReasons, holdReasons } from '../deeds/reasons.ts';
import { useDeeds } from '../deeds/use-deeds.tsx';
import { formatMinor } from '../format/money.ts';
import type { Ask } from './RowDeeds.tsx';
import styles from './DeedAsk.module.css';

interface DeedAskProps {
  readonly ask: Ask;
  readonly onClose: () => void;
}

/** What a deed on a row still has to know, asked beside its word. A hold runs at once and offers its undo; the others are confirmed. */
export const DeedAsk = ({ ask, onClose }: DeedAskProps) => {
  const t = useTranslations('deeds');
  const { row, deed, at } = ask;
  const title = {
    hold: t('holdWhy'),
    release: t('releaseTitle'),
    sourceAgain: t('sourceTitle', { id: row.id }),
    cancel: t('cancelTitle', { id: row.id }),
  };
  return (
    <Popover
      open
      trigger="click"
      placement="bottomRight"
      onOpenChange={(open) => !open && onClose()}
      title={title[deed]}
      content={<Question ask={ask} onClose={onClose} />}
    >
      <span style={{ position: 'fixed', left: at.left, top: at.top, width: at.width, height: at.height, pointerEvents: 'none' }} />
    </Popover>
  );
};

const Question = ({ ask, onClose }: DeedAskProps) => {
  const t = useTranslations('deeds');
  const holds = useTranslations('holdReasons');
  const cancels = useTranslations('cancelReasons');
  const { row, deed } = ask;
  const deeds = useDeeds(row.id);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<(typeof cancelReasons)[number]>('customerAsked');
  const run = async (act: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await act();
    onClose();
  };
  const foot = (words: string, act: () => Promise<unknown>, danger = false) => (
    <span className={styles['foot']}>
      <Button size="small" onClick={onClose}>
        {t('keep')}
      </Button>
      <Button size="small" type="primary" danger={danger} loading={busy} autoFocus onClick={() => void run(act)}>
        {words}
      </Button>
    </span>
  );
  switch (deed) {
    case 'hold':
      return (
        <div className={styles['reasons']}>
          {holdReasons.map((each, index) => (
            <Button key={each} type="text" disabled={busy} autoFocus={index === 0} onClick={() => void run(() => deeds.hold(holds(each)))}>
              {holds(each)}
            </Button>
          ))}
        </div>
      );
    case 'release':
      return (
        <div className={styles['ask']}>
          <span>{t('releaseMeans')}</span>
          {foot(t('releaseNow'), () => deeds.releaseAll(row.openHoldIds))}
        </div>
      );
    case 'sourceAgain':
      return (
        <div className={styles['ask']}>
          <span>{t('sourceAsks')}</span>
          {foot(t('sourceAgain'), deeds.sourceAgain)}
        </div>
      );
    case 'cancel':
      return (
        <fieldset className={styles['ask']}>
          <span>{row.currentGate > 5 ? t('cancelAsksWarehouse') : t('cancelAtOnce')}</span>
          {cancelReasons.map((each) => (
            <label key={each}>
              <input type="radio" name="cancel-reason" checked={reason === each} onChange={() => setReason(each)} /> {cancels(each)}
            </label>
          ))}
          {foot(
            t('cancelNow', { amount: formatMinor(row.paidAmount.minor, row.paidAmount.currency) }),
            () => deeds.cancel(cancels(reason)),
            true,
          )}
        </fieldset>
      );
  }
};
