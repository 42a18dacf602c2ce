'use client';

import { App, Button, Popconfirm } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { BulkJobFieldsFragment } from '../../gql/graphql.ts';
import { listAddress } from '../view.ts';
import { asBulkDeed, outcomeKey } from './bulk-deeds.ts';
import { useBulkTrouble } from './use-bulk-job.ts';
import styles from './Bulk.module.css';

// What one list takes by its ids.
const mostListed = 500;

interface BulkProgressProps {
  readonly job: BulkJobFieldsFragment;
  readonly busy: boolean;
  readonly trouble: string | undefined;
  readonly onRetry: () => Promise<void>;
  readonly onUndo: () => Promise<void>;
  readonly onClose: () => void;
}

/** A job while it runs and after: how far it is, and every order that did not follow, with why. */
export const BulkProgress = ({ job, busy, trouble, onRetry, onUndo, onClose }: BulkProgressProps) => {
  const t = useTranslations('bulk');
  const deeds = useTranslations('bulkDeeds');
  const outcomes = useTranslations('outcomes');
  const { message } = App.useApp();
  const rows = useBulkTrouble(job).data ?? [];
  const settled = job.total - job.waiting;
  const over = job.finishedAt !== null && job.finishedAt !== undefined;
  const ids = rows.map((row) => row.orderId);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(ids.join('\n'));
    void message.success(t('copied', { count: ids.length }));
  };
  return (
    <div className={styles['ask']}>
      <div className={styles['run']} role="status" aria-live="polite" data-job={job.id} data-over={over}>
        <b>
          {over
            ? t('over', { deed: deeds(asBulkDeed(job.deed) ?? 'HOLD'), done: job.done, total: job.total })
            : t('running', { settled, total: job.total })}
        </b>
        <span className={styles['bar']} aria-hidden>
          <i data-tone="done" style={{ flexGrow: job.done }} />
          <i data-tone="refused" style={{ flexGrow: job.refused }} />
          <i data-tone="failed" style={{ flexGrow: job.failed }} />
          <i style={{ flexGrow: job.waiting }} />
        </span>
        <span className={styles['parts']}>
          {t('parts', { done: job.done, refused: job.refused, failed: job.failed, waiting: job.waiting })}
        </span>
      </div>
      {rows.length > 0 && (
        <ul className={styles['rows']} aria-label={t('notDone')}>
          {rows.map((row) => (
            <li key={row.orderId}>
              <Link href={`/orders/${encodeURIComponent(row.orderId)}`} className="mono" target="_blank">
                {row.orderId}
              </Link>
              <span>{outcomes(outcomeKey(row.code))}</span>
            </li>
          ))}
        </ul>
      )}
      {trouble !== undefined && (
        <p role="alert" className={styles['red']}>
          ▲ {trouble}
        </p>
      )}
      <div className={styles['foot']}>
        {rows.length > 0 && (
          <>
            <Button onClick={() => void copy()}>{t('copyThese')}</Button>
            <Link href={listAddress({ ids: ids.slice(0, mostListed) })} target="_blank" className={styles['link']}>
              {t('listThese', { count: Math.min(ids.length, mostListed) })}
            </Link>
          </>
        )}
        {over && job.failed > 0 && (
          <Popconfirm
            title={t('retryAsk', { count: job.failed })}
            okText={t('retry', { count: job.failed })}
            cancelText={t('leave')}
            getPopupContainer={(element) => element.closest('dialog') ?? document.body}
            onConfirm={() => void onRetry()}
          >
            <Button loading={busy}>{t('retry', { count: job.failed })}</Button>
          </Popconfirm>
        )}
        {over && job.undoable && job.done > 0 && (
          <Popconfirm
            title={t('undoAsk', { count: job.done })}
            description={t('undoWhat')}
            okText={t('undo', { count: job.done })}
            cancelText={t('leave')}
            getPopupContainer={(element) => element.closest('dialog') ?? document.body}
            onConfirm={() => void onUndo()}
          >
            <Button loading={busy}>{t('undo', { count: job.done })}</Button>
          </Popconfirm>
        )}
        <Button type="primary" onClick={onClose}>
          {over ? t('close') : t('closeRunning')}
        </Button>
      </div>
    </div>
  );
};
