'use client';

import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { bulkDeedKeys } from './bulk/bulk-deeds.ts';
import type { BulkDeedKey } from './bulk/bulk-deeds.ts';
import type { Picking } from './use-selection.ts';
import styles from './BatchBar.module.css';

// What one file takes by its ids; more are exported by their filter.
const mostByIds = 500;

interface BatchBarProps {
  readonly picking: Picking;
  readonly total: number | undefined;
  readonly exact: boolean;
  readonly onDeed: (deed: BulkDeedKey) => void;
  readonly onExport: () => void;
}

/** What can be done with the picked orders, in the foot of the list where the hand already is. */
export const BatchBar = ({ picking, total, exact, onDeed, onExport }: BatchBarProps) => {
  const t = useTranslations('batch');
  const deeds = useTranslations('bulkDeeds');
  const { message } = App.useApp();
  const { selection, extent } = picking;
  const count = selection.whole ? (total ?? selection.ids.size) : selection.ids.size;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText([...selection.ids].join('\n'));
    void message.success(t('copied', { count: selection.ids.size }));
  };
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('label')}>
      <b role="status">{t('picked', { count, exact: exact || !selection.whole ? 'yes' : 'no' })}</b>
      {extent === 'loaded' && total !== undefined && total > selection.ids.size && (
        <button type="button" onClick={picking.pickFilter}>
          {t('pickFilter', { count: total, exact: exact ? 'yes' : 'no' })}
        </button>
      )}
      {bulkDeedKeys.map((deed) => (
        <button key={deed} type="button" aria-haspopup="dialog" onClick={() => onDeed(deed)}>
          {deeds(deed)}
        </button>
      ))}
      <button type="button" onClick={() => void copy()} disabled={selection.whole}>
        {t('copy')}
      </button>
      <button
        type="button"
        aria-haspopup="dialog"
        disabled={!selection.whole && count > mostByIds}
        title={!selection.whole && count > mostByIds ? t('exportMost', { most: mostByIds }) : undefined}
        onClick={onExport}
      >
        {t('export')}
      </button>
      <button type="button" className={styles['clear']} onClick={picking.clear}>
        {t('clear')}
      </button>
    </div>
  );
};
