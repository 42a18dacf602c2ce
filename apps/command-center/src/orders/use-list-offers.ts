'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useOffers } from '../palette/offers.ts';
import type { Offer } from '../palette/offers.ts';
import { bulkDeedKeys } from './bulk/bulk-deeds.ts';
import type { BulkDeedKey } from './bulk/bulk-deeds.ts';
import { rowDomId } from './grid/row-dom-id.ts';
import type { OrderRow } from './order-row.ts';
import { rowDeeds } from './row-deeds.ts';
import type { Ask } from './RowDeeds.tsx';

interface ListOffers {
  readonly picked: number;
  /** The row on which the keys stand. */
  readonly row: OrderRow | undefined;
  readonly onBulk: (deed: BulkDeedKey) => void;
  readonly onAsk: (ask: Ask) => void;
}

/** What the palette can do on the list: with the picked orders, and with the row on which the keys stand. */
export const useListOffers = ({ picked, row, onBulk, onAsk }: ListOffers): void => {
  const t = useTranslations('palette');
  const bulk = useTranslations('bulkDeeds');
  const words = useTranslations('listDeeds');
  const offers = useMemo<readonly Offer[]>(() => {
    const many = picked === 0 ? [] : bulkDeedKeys;
    const one = row === undefined ? [] : rowDeeds(row).filter((deed) => deed !== 'open');
    return [
      ...many.map((deed) => ({ key: deed, label: t('doBatch', { deed: bulk(deed), count: picked }), run: () => onBulk(deed) })),
      ...one.map((deed) => ({
        key: deed,
        label: t('doRow', { deed: words(deed), id: row?.id ?? '' }),
        run: () => {
          const at = document.getElementById(rowDomId(row?.id ?? ''))?.getBoundingClientRect();
          if (row !== undefined && at !== undefined) onAsk({ deed, row, at });
        },
      })),
    ];
  }, [bulk, onAsk, onBulk, picked, row, t, words]);
  useOffers(offers);
};
