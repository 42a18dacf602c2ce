'use client';

import { Button, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { KeptKey } from './kept.ts';
import { KeyOnce } from './KeyOnce.tsx';
import { useKeyDeeds } from './use-key-deeds.tsx';
import shared from '../SettingsPage.module.css';

const overlaps = [0, 1, 24, 72, 168] as const;

interface RotateKeyProps {
  readonly of: KeptKey;
  readonly onClose: () => void;
}

/** For the overlap both secrets open, so that the partner changes over without a gap. */
export const RotateKey = ({ of: key, onClose }: RotateKeyProps) => {
  const t = useTranslations('keys');
  const send = useKeyDeeds();
  const [hours, setHours] = useState<number>(24);
  const [text, setText] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const rotate = async (): Promise<void> => {
    setBusy(true);
    setText(await send('rotate', { id: key.id, overlapHours: hours }));
    setBusy(false);
  };
  return (
    <Modal open title={t('rotateTitle', { label: key.label })} onCancel={onClose} footer={null} destroyOnHidden>
      {text === undefined ? (
        <div className={shared['form']}>
          <p>{t('rotateMeans')}</p>
          <label>
            {t('overlap')}
            <Select
              aria-label={t('overlap')}
              value={hours}
              options={overlaps.map((value) => ({ value, label: t('overlapHours', { hours: value }) }))}
              onChange={setHours}
            />
          </label>
          <Button type="primary" loading={busy} onClick={() => void rotate()}>
            {t('rotateNow')}
          </Button>
        </div>
      ) : (
        <KeyOnce text={text} onClose={onClose} />
      )}
    </Modal>
  );
};
