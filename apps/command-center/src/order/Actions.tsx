'use client';

import { Button, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HoldButton } from '../deeds/HoldButton.tsx';
import { cancelReasons } from '../deeds/reasons.ts';
import { useDeeds } from '../deeds/use-deeds.tsx';
import { formatMinor } from '../format/money.ts';
import type { FulfilmentFieldsFragment, OwnFieldsFragment, TwinFieldsFragment } from '../gql/graphql.ts';
import styles from './Heading.module.css';

interface ActionsProps {
  readonly twin: TwinFieldsFragment;
  readonly own: OwnFieldsFragment | undefined;
  readonly fulfilment: FulfilmentFieldsFragment | undefined;
}

/** What may still be done. The order's own answer decides; a button that could only be refused is not shown. */
export const Actions = ({ twin, own, fulfilment }: ActionsProps) => {
  const t = useTranslations('deeds');
  const reasons = useTranslations('cancelReasons');
  const { cancel, sourceAgain } = useDeeds(twin.id);
  const [asking, setAsking] = useState<'cancel' | 'source' | undefined>(undefined);
  const [reason, setReason] = useState<(typeof cancelReasons)[number]>('customerAsked');
  const [busy, setBusy] = useState(false);

  const over = twin.status === 'CANCELLED' || twin.status === 'SIGNED' || twin.status === 'OUTBOUND';
  const held = own?.holds.some((hold) => hold.releasedAt === null) ?? twin.status === 'HELD';
  const withWarehouse =
    fulfilment?.fulfilmentOrders.some((each) => ['SENT', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING'].includes(each.status)) ??
    twin.currentGate > 5;
  const unsourced = fulfilment?.sourcingDecisions[0]?.outcome === 'FAILED';
  if (over) return null;

  const run = async (deed: () => Promise<boolean>): Promise<void> => {
    setBusy(true);
    await deed();
    setBusy(false);
    setAsking(undefined);
  };
  const price = formatMinor(twin.paidAmount.minor, twin.paidAmount.currency);

  return (
    <div className={styles['actions']}>
      {!held && !withWarehouse && <HoldButton orderId={twin.id} look="button" />}
      <Button onClick={() => setAsking('cancel')}>{t('cancel')}</Button>
      {unsourced && (
        <Button type="primary" onClick={() => setAsking('source')}>
          {t('sourceAgain')}
        </Button>
      )}
      <Modal
        open={asking === 'cancel'}
        title={t('cancelTitle', { id: twin.id })}
        okText={t('cancelNow', { amount: price })}
        okButtonProps={{ danger: true, loading: busy }}
        cancelText={t('keep')}
        onCancel={() => setAsking(undefined)}
        onOk={() => void run(() => cancel(reasons(reason)))}
      >
        <div className={styles['ask']}>
          <span>{withWarehouse ? t('cancelAsksWarehouse') : t('cancelAtOnce')}</span>
          <Select
            value={reason}
            onChange={setReason}
            options={cancelReasons.map((value) => ({ value, label: reasons(value) }))}
            aria-label={t('why')}
          />
        </div>
      </Modal>
      <Modal
        open={asking === 'source'}
        title={t('sourceTitle', { id: twin.id })}
        okText={t('sourceAgain')}
        okButtonProps={{ loading: busy }}
        cancelText={t('keep')}
        onCancel={() => setAsking(undefined)}
        onOk={() => void run(sourceAgain)}
      >
        {t('sourceAsks')}
      </Modal>
    </div>
  );
};
