'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { OrderFilter } from '../../gql/graphql.ts';
import { Sheet } from '../../shell/Sheet.tsx';
import { BulkAsk } from './BulkAsk.tsx';
import { BulkProgress } from './BulkProgress.tsx';
import type { BulkDeedKey } from './bulk-deeds.ts';
import { useBulkStart } from './use-bulk-job.ts';

/** Which orders a job is about: these, or all of a filter. */
type BulkTarget = { readonly orderIds: readonly string[] } | { readonly filter: OrderFilter };

export interface BulkWish {
  readonly deed: BulkDeedKey;
  readonly target: BulkTarget;
}

interface BulkSheetProps {
  readonly wish: BulkWish;
  readonly onClose: () => void;
}

/** A deed on many orders: what it will do and cost, then the run of it, then each order that did not follow. */
export const BulkSheet = ({ wish, onClose }: BulkSheetProps) => {
  const t = useTranslations('bulk');
  const deeds = useTranslations('bulkDeeds');
  const [open, setOpen] = useState(true);
  const run = useBulkStart();
  const close = (): void => {
    setOpen(false);
    onClose();
  };
  return (
    <Sheet title={t('title', { deed: deeds(wish.deed) })} open={open} onClose={close}>
      {run.job === undefined ? (
        <BulkAsk wish={wish} busy={run.busy} trouble={run.trouble} onStart={run.start} onClose={close} />
      ) : (
        <BulkProgress job={run.job} busy={run.busy} trouble={run.trouble} onRetry={run.retry} onUndo={run.undo} onClose={close} />
      )}
    </Sheet>
  );
};
