'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OrderRow } from './order-row.ts';
import { rowDeeds } from './row-deeds.ts';
import type { RowDeed } from './row-deeds.ts';
import styles from './RowDeeds.module.css';

/** A deed that was asked for on a row, and the word that asked, so that the question stands beside it. */
export interface Ask {
  readonly deed: Exclude<RowDeed, 'open'>;
  readonly row: OrderRow;
  readonly at: DOMRect;
}

interface RowDeedsProps {
  readonly row: OrderRow;
  readonly address: string;
  readonly onAsk: (ask: Ask) => void;
}

/** The act for a problem stands on its row (law L4): plain words, so that a thousand rows stay light. */
export const RowDeeds = ({ row, address, onAsk }: RowDeedsProps) => {
  const t = useTranslations('listDeeds');
  const list = useTranslations('list');
  return (
    <span className={styles['deeds']}>
      {rowDeeds(row).map((deed) =>
        deed === 'open' ? (
          <Link key={deed} href={address} prefetch={false} className={styles['quiet']} aria-label={list('openOrder', { id: row.id })}>
            {t('open')}
          </Link>
        ) : (
          <button
            key={deed}
            type="button"
            aria-haspopup="dialog"
            aria-label={list('deedOn', { deed: t(deed), id: row.id })}
            onClick={(event) => onAsk({ deed, row, at: event.currentTarget.getBoundingClientRect() })}
          >
            {t(deed)}
          </button>
        ),
      )}
    </span>
  );
};
