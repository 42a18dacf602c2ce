'use client';

import { InboxOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { upload, UploadFailure } from './upload.ts';
import styles from './DropZone.module.css';

interface DropZoneProps {
  readonly onReceived: (id: string) => void;
  readonly small?: boolean;
}

/** Takes a file by drop or by choice and sends it at once; what it is is found out from its bytes, not from its name. */
export const DropZone = ({ onReceived, small = false }: DropZoneProps) => {
  const t = useTranslations('imports');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<{ readonly name: string; readonly part: number; readonly cancel: () => void }>();
  const [failure, setFailure] = useState('');

  const send = async (file: File | undefined): Promise<void> => {
    if (file === undefined || sent !== undefined) return;
    setFailure('');
    const going = upload(file, (part) => setSent((before) => before && { ...before, part }));
    setSent({ name: file.name, part: 0, cancel: going.cancel });
    try {
      onReceived(await going.done);
    } catch (error) {
      const code = error instanceof UploadFailure ? error.code : 'UNKNOWN';
      setFailure(code === 'CANCELLED' ? '' : code);
    } finally {
      setSent(undefined);
    }
  };

  return (
    <div
      className={styles['zone']}
      data-over={over}
      data-small={small}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void send(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={input}
        type="file"
        className={styles['input']}
        aria-label={t('choose')}
        tabIndex={-1}
        data-import-file
        onChange={(event) => {
          void send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {sent === undefined ? (
        <>
          {!small && <InboxOutlined className={styles['icon'] ?? ''} aria-hidden />}
          <div className={styles['words']}>
            <b>{small ? t('dropAnother') : t('dropHere')}</b>
            {!small && <span>{t('dropWhat')}</span>}
          </div>
          <Button type={small ? 'default' : 'primary'} onClick={() => input.current?.click()}>
            {t('choose')}
          </Button>
        </>
      ) : (
        <div className={styles['sending']} role="status">
          <span>{t('sending', { name: sent.name })}</span>
          <Progress percent={Math.round(sent.part * 100)} size="small" aria-label={t('sending', { name: sent.name })} />
          <Button size="small" onClick={sent.cancel}>
            {t('cancel')}
          </Button>
        </div>
      )}
      {failure !== '' && (
        <p className={styles['failure']} role="alert">
          ◆ {failure === 'NOT_ALLOWED' ? t('notAllowed') : failure === 'BODY_TOO_LARGE' ? t('tooLarge') : t('notSent', { code: failure })}
        </p>
      )}
    </div>
  );
};
