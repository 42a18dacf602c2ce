'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { HoldButton } from '../deeds/HoldButton.tsx';
import { useDeeds } from '../deeds/use-deeds.tsx';
import { formatMinor } from '../format/money.ts';
import type { FulfilmentFieldsFragment, OwnFieldsFragment, TwinFieldsFragment } from '../gql/graphql.ts';
import { useLiteral } from '../words/use-literal.ts';
import { possible, withWarehouse } from './possible-deeds.ts';
import { expediteReasons } from './reasons.ts';
import { useOrderDeeds } from './use-order-deeds.tsx';
import styles from './Heading.module.css';

const CancelDialog = dynamic(() => import('./CancelDialog.tsx'), { ssr: false });
const ReasonDialog = dynamic(() => import('./ReasonDialog.tsx'), { ssr: false });

interface ActionsProps {
  readonly twin: TwinFieldsFragment;
  readonly own: OwnFieldsFragment | undefined;
  readonly fulfilment: FulfilmentFieldsFragment | undefined;
}

type Asking = 'cancel' | 'source' | 'expedite' | 'release';

/** How long a new decision is waited for before the button may be pressed again. */
const decisionMs = 10_000;

/** What may still be done. The order's own answer decides; a button that could only be refused is not shown, and an open dialog stays. */
export const Actions = ({ twin, own, fulfilment }: ActionsProps) => {
  const t = useTranslations('deeds');
  const more = useTranslations('orderDeeds');
  const why = useTranslations('expediteReasons');
  const literal = useLiteral();
  const { sourceAgain, release } = useDeeds(twin.id);
  const { expedite } = useOrderDeeds(twin.id);
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking | undefined>(undefined);
  const [sourcing, setSourcing] = useState<string | undefined>(undefined);
  const can = possible({ twin, own, fulfilment });
  const decision = fulfilment?.sourcingDecisions[0]?.id;
  const waits = sourcing !== undefined && sourcing === decision;

  useEffect(() => {
    if (!waits) return;
    const again = setInterval(() => void queries.invalidateQueries({ queryKey: ['order', twin.id, 'fulfilment'] }), 1_000);
    const end = setTimeout(() => setSourcing(undefined), decisionMs);
    return () => {
      clearInterval(again);
      clearTimeout(end);
    };
  }, [queries, twin.id, waits]);

  const close = (): void => setAsking(undefined);
  const hold = can.release;
  const run = async (deed: () => Promise<unknown>): Promise<void> => {
    await deed();
    close();
  };
  const any = can.hold || can.cancel || can.expedite || can.sourceAgain || hold !== undefined;
  return (
    <>
      {any && (
        <div className={styles['actions']} role="group" aria-label={more('label')}>
          {can.expedite && <Button onClick={() => setAsking('expedite')}>{more('expedite')}</Button>}
          {can.hold && <HoldButton orderId={twin.id} look="button" />}
          {can.cancel && <Button onClick={() => setAsking('cancel')}>{t('cancel')}</Button>}
          {can.sourceAgain && (
            <Button type="primary" loading={waits} onClick={() => setAsking('source')}>
              {waits ? more('sourcing') : t('sourceAgain')}
            </Button>
          )}
          {hold !== undefined && (
            <Button type="primary" onClick={() => setAsking('release')}>
              {more('release', { reason: literal(hold.reason) })}
            </Button>
          )}
        </div>
      )}
      {asking === 'cancel' && (
        <CancelDialog
          orderId={twin.id}
          amount={formatMinor(twin.paidAmount.minor, twin.paidAmount.currency)}
          status={own?.status ?? twin.status}
          withWarehouse={withWarehouse({ twin, fulfilment })}
          onClose={close}
        />
      )}
      {asking === 'source' && (
        <ReasonDialog
          title={t('sourceTitle', { id: twin.id })}
          says={t('sourceAsks')}
          deed={t('sourceAgain')}
          keep={t('keep')}
          onClose={close}
          run={() =>
            run(async () => {
              if (await sourceAgain()) setSourcing(decision);
            })
          }
        />
      )}
      {asking === 'expedite' && (
        <ReasonDialog
          title={more('expediteTitle', { id: twin.id })}
          says={more(withWarehouse({ twin, fulfilment }) ? 'expediteKeeper' : 'expediteNext')}
          reasons={expediteReasons.map((value) => ({ value, label: why(value) }))}
          reasonLabel={t('why')}
          deed={more('expediteNow')}
          keep={t('keep')}
          onClose={close}
          run={(reason) => run(() => expedite(reason))}
        />
      )}
      {asking === 'release' && (
        <ReasonDialog
          title={more('releaseTitle', { id: twin.id })}
          says={
            hold === undefined
              ? more('releaseOver')
              : more('releaseSays', { reason: literal(hold.reason), note: hold.note, hasNote: hold.note === '' ? 'no' : 'yes' })
          }
          deed={hold === undefined ? '' : more('release', { reason: literal(hold.reason) })}
          keep={hold === undefined ? more('close') : more('keepHeld')}
          onClose={close}
          run={hold === undefined ? undefined : () => run(() => release(hold.id))}
        />
      )}
    </>
  );
};
