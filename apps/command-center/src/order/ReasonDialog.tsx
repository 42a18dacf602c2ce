'use client';

import { Modal, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import styles from './Heading.module.css';

interface ReasonDialogProps {
  readonly title: ReactNode;
  readonly says: ReactNode;
  readonly reasons?: readonly { readonly value: string; readonly label: string }[];
  readonly reasonLabel?: string;
  readonly deed: string;
  /** Left out: there is nothing more to do here than to close. */
  readonly run?: ((reason: string) => Promise<void>) | undefined;
  readonly keep: string;
  readonly danger?: boolean;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone: what will happen, why, and a button that names its object and price. */
export const ReasonDialog = ({ title, says, reasons, reasonLabel, deed, run, keep, danger = false, onClose }: ReasonDialogProps) => {
  const [reason, setReason] = useState(reasons?.[0]?.value ?? '');
  const [busy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    if (run === undefined) return;
    setBusy(true);
    await run(reasons?.find((each) => each.value === reason)?.label ?? reason);
    setBusy(false);
  };
  return (
    <Modal
      open
      title={title}
      okText={deed}
      okButtonProps={{ danger, loading: busy, style: run === undefined ? { display: 'none' } : {} }}
      cancelText={keep}
      onCancel={onClose}
      onOk={() => void go()}
    >
      <div className={styles['ask']} role={run === undefined ? 'alert' : undefined}>
        <span>{says}</span>
        {reasons !== undefined && run !== undefined && (
          <Select value={reason} onChange={setReason} options={[...reasons]} aria-label={reasonLabel ?? ''} />
        )}
      </div>
    </Modal>
  );
};

export default ReasonDialog;
