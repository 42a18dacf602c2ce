'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { cancelReasons } from '../deeds/reasons.ts';
import { clockTime } from '../format/time.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { useOrderDeeds, type CancelOutcome } from './use-order-deeds.tsx';

interface CancelDialogProps {
  readonly orderId: string;
  readonly amount: string;
  readonly status: string;
  readonly withWarehouse: boolean;
  readonly onClose: () => void;
}

/** Cancelling, with what the order may do meanwhile: it goes out, it ends, or a colleague has just expedited it (CMD-03). */
const CancelDialog = ({ orderId, amount, status, withWarehouse, onClose }: CancelDialogProps) => {
  const t = useTranslations('deeds');
  const more = useTranslations('orderDeeds');
  const reasons = useTranslations('cancelReasons');
  const { nameOf } = useAccountNames();
  const { cancel } = useOrderDeeds(orderId);
  const [outcome, setOutcome] = useState<CancelOutcome | undefined>(undefined);

  const run = async (reason: string): Promise<void> => {
    const came = await cancel(reason, outcome?.kind === 'conflict');
    if (came.kind === 'done') onClose();
    else setOutcome(came);
  };
  const gone =
    status === 'OUTBOUND' || status === 'SIGNED' ? more('cancelTooLate') : status === 'CANCELLED' ? more('cancelOver') : undefined;
  const final = gone ?? (outcome?.kind === 'refused' ? outcome.words : undefined);
  if (final !== undefined)
    return <ReasonDialog title={t('cancelTitle', { id: orderId })} says={final} deed="" keep={more('close')} onClose={onClose} />;
  const conflict = outcome?.kind === 'conflict' ? outcome : undefined;
  return (
    <ReasonDialog
      key={conflict === undefined ? 'ask' : 'conflict'}
      title={conflict === undefined ? t('cancelTitle', { id: orderId }) : more('conflictTitle')}
      says={
        conflict === undefined
          ? withWarehouse
            ? t('cancelAsksWarehouse')
            : t('cancelAtOnce')
          : more('conflictSays', { name: nameOf(conflict.by), at: clockTime(conflict.at) })
      }
      reasons={cancelReasons.map((value) => ({ value, label: reasons(value) }))}
      reasonLabel={t('why')}
      deed={conflict === undefined ? t('cancelNow', { amount }) : more('conflictCancel', { amount })}
      danger
      run={run}
      keep={conflict === undefined ? t('keep') : more('conflictKeep')}
      onClose={onClose}
    />
  );
};

export default CancelDialog;
