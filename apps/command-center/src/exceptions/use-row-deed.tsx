'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import {
  ReleaseHoldDocument,
  ReplayDeadLetterDocument,
  ReplayHeldPayloadDocument,
  RetryShipNoticeDocument,
  RetryVoucherDocument,
  SourceAgainDocument,
} from '../gql/graphql.ts';
import { refusalKey } from '../deeds/refusals.ts';
import type { RowDeed } from './row-deed.ts';
import type { WorkItemRow } from './use-work-items.ts';

/** Sends a deed to the context that owns the matter. Answers with the name of its outcome. */
const send = async (deed: RowDeed, item: WorkItemRow): Promise<string> => {
  const orderId = item.order?.id ?? '';
  const idempotencyKey = crypto.randomUUID();
  switch (deed) {
    case 'sourceAgain':
      return (await ask(SourceAgainDocument, { orderId, idempotencyKey })).data.sourceAgain.__typename;
    case 'releaseHold':
      return (await ask(ReleaseHoldDocument, { input: { orderId, holdId: item.matter, idempotencyKey } })).data.releaseHold.__typename;
    case 'replayQuarantine': {
      const answer = (await ask(ReplayHeldPayloadDocument, { ids: [item.matter] })).data.replayQuarantine;
      return answer.__typename === 'QuarantineReplayed' && answer.released === 0 ? 'StillHeld' : answer.__typename;
    }
    case 'replayDeadLetter':
      return (await ask(ReplayDeadLetterDocument, { id: item.matter })).data.replayDeadLetter.__typename;
    case 'retryVoucher':
      return (await ask(RetryVoucherDocument, { id: item.matter })).data.retryVoucher.__typename;
    case 'retryNotice':
      return (await ask(RetryShipNoticeDocument, { shopId: item.order?.twin?.shopId ?? '', keys: [item.matter] })).data.retryOutside
        .__typename;
    case 'seeStock':
    case 'decide':
    case 'close':
    case 'openOrder':
      return '';
  }
};

const started: readonly string[] = [
  'SourcingStarted',
  'HoldReleased',
  'QuarantineReplayed',
  'DeadLetterReplayStarted',
  'VoucherRetried',
  'OutsideRetried',
];

/** Does the deed of a row: goes there, opens the drawer for what needs words, or asks once more and sends it. */
export const useRowDeed = (item: WorkItemRow, openDrawer: () => void) => {
  const t = useTranslations('itemDeeds');
  const names = useTranslations('itemRowDeeds');
  const confirmations = useTranslations('itemRowDeedConfirm');
  const refusals = useTranslations('refusals');
  const { message, modal } = App.useApp();
  const router = useRouter();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);

  const doIt = useCallback(
    async (deed: RowDeed): Promise<void> => {
      setBusy(true);
      try {
        const outcome = await send(deed, item);
        if (started.includes(outcome)) void message.success(t('sent'));
        else void message.warning({ content: outcome === 'StillHeld' ? t('stillHeld') : refusals(refusalKey(outcome)), duration: 6 });
        for (const key of ['work-item', 'work-item-pools', 'order']) void queries.invalidateQueries({ queryKey: [key] });
      } catch (failure) {
        void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
      } finally {
        setBusy(false);
      }
    },
    [item, message, queries, refusals, t],
  );

  const start = useCallback(
    (deed: RowDeed): void => {
      const orderId = item.order?.id;
      switch (deed) {
        case 'seeStock':
          return router.push(`/inventory/${encodeURIComponent(skuOf(item))}`);
        case 'openOrder':
          return orderId === undefined ? undefined : router.push(`/orders/${encodeURIComponent(orderId)}`);
        case 'decide':
        case 'close':
          return openDrawer();
        default:
          void modal.confirm({
            title: names(deed),
            content: confirmations(deed, { id: orderId ?? item.matter }),
            okText: names(deed),
            cancelText: t('keep'),
            onOk: () => doIt(deed),
          });
      }
    },
    [confirmations, doIt, item, modal, names, openDrawer, router, t],
  );
  return { start, busy };
};

const skuOf = (item: WorkItemRow): string => item.summary.parameters.find(({ name }) => name === 'sku')?.value ?? '';
