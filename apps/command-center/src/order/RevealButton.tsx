'use client';

import { Button, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { revealReasons } from '../deeds/reasons.ts';
import { refusalKey } from '../deeds/refusals.ts';
import { RevealRecipientDocument } from '../gql/graphql.ts';
import styles from './Heading.module.css';

interface Plain {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

/** Masked by default; seen in full only with a reason that the audit log keeps. The text lives in this dialog and goes with it. */
export const RevealButton = ({ orderId }: { readonly orderId: string }) => {
  const t = useTranslations('reveal');
  const reasons = useTranslations('revealReasons');
  const refusals = useTranslations('refusals');
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<(typeof revealReasons)[number]>('customerCall');
  const [plain, setPlain] = useState<Plain | undefined>(undefined);
  const [refused, setRefused] = useState<string | undefined>(undefined);

  const close = (): void => {
    setOpen(false);
    setPlain(undefined);
    setRefused(undefined);
  };
  const reveal = async (): Promise<void> => {
    setBusy(true);
    try {
      const outcome = (await ask(RevealRecipientDocument, { orderId, reason: reasons(reason) })).data.revealRecipient;
      if (outcome.__typename === 'RevealedRecipient') setPlain(outcome);
      else setRefused(refusals(refusalKey(outcome.__typename)));
    } catch (failure) {
      setRefused(t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }));
    }
    setBusy(false);
  };

  return (
    <>
      <Button type="link" size="small" className={styles['reveal'] ?? ''} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Modal
        open={open}
        destroyOnHidden
        title={t('title')}
        onCancel={close}
        okText={t('now')}
        cancelText={t('close')}
        okButtonProps={{ loading: busy, style: plain === undefined ? {} : { display: 'none' } }}
        onOk={() => void reveal()}
      >
        {plain === undefined ? (
          <div className={styles['ask']}>
            <span>{refused ?? t('audited')}</span>
            <Select
              value={reason}
              onChange={setReason}
              options={revealReasons.map((value) => ({ value, label: reasons(value) }))}
              aria-label={t('why')}
            />
          </div>
        ) : (
          <dl className={styles['plain']}>
            <dt>{t('name')}</dt>
            <dd>{plain.name}</dd>
            <dt>{t('phone')}</dt>
            <dd>{plain.phone}</dd>
            <dt>{t('address')}</dt>
            <dd>{plain.address}</dd>
          </dl>
        )}
      </Modal>
    </>
  );
};
