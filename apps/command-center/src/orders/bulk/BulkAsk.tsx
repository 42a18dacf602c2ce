'use client';

import { Button } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { troubleOf } from '../../parts/PartPanel.tsx';
import { Money } from '../../parts/Money.tsx';
import { Loading, Trouble } from '../../parts/WidgetState.tsx';
import type { BulkInput } from '../../gql/graphql.ts';
import { listAddress } from '../view.ts';
import { bulkReasons, namesPerson, outcomeKey } from './bulk-deeds.ts';
import type { BulkReasonKey } from './bulk-deeds.ts';
import type { BulkWish } from './BulkSheet.tsx';
import { useBulkPreview } from './use-bulk-job.ts';
import styles from './Bulk.module.css';

interface BulkAskProps {
  readonly wish: BulkWish;
  readonly busy: boolean;
  readonly trouble: string | undefined;
  readonly onStart: (input: BulkInput) => Promise<void>;
  readonly onClose: () => void;
}

/** Before anything happens: how many it reaches, what they are worth, which it does not reach and why. */
export const BulkAsk = ({ wish, busy, trouble, onStart, onClose }: BulkAskProps) => {
  const t = useTranslations('bulk');
  const deeds = useTranslations('bulkDeeds');
  const reasons = useTranslations('bulkReasons');
  const means = useTranslations('bulkMeans');
  const outcomes = useTranslations('outcomes');
  const hint = useId();
  const choices = bulkReasons(wish.deed);
  const [reason, setReason] = useState<BulkReasonKey | undefined>(choices[0]);
  const [text, setText] = useState('');
  const why = reason === undefined ? text.trim() : reasons(reason);
  const personal = reason === undefined && namesPerson(text);
  const input: BulkInput = { deed: wish.deed, reason: why, ...wish.target };
  const preview = useBulkPreview(input, true);
  const known = preview.data;

  return (
    <div className={styles['ask']}>
      {preview.isPending && <Loading rows={2} />}
      {preview.isError && <Trouble {...troubleOf(preview.error)} onRetry={() => void preview.refetch()} />}
      {known !== undefined && (
        <div className={styles['preview']} role="status">
          <p className={styles['answer']}>
            {t.rich('able', { total: known.total, able: known.doable, deed: deeds(wish.deed), b: (words) => <b>{words}</b> })}
            <span className={styles['worth']}>
              {t('worth')} <Money amount={known.amount} symbol />
            </span>
          </p>
          {known.obstacles.length > 0 && (
            <ul>
              {known.obstacles.map((each) => (
                <li key={each.code}>
                  <Link href={listAddress({ ids: each.orderIds.slice(0, 500) })} target="_blank">
                    {t('count', { count: each.count })}
                  </Link>{' '}
                  {outcomes(outcomeKey(each.code))}
                </li>
              ))}
            </ul>
          )}
          {known.tooMany && <p className={styles['red']}>▲ {t('tooMany')}</p>}
        </div>
      )}
      {choices.length > 0 ? (
        <fieldset className={styles['reasons']}>
          <legend>{t('why')}</legend>
          {choices.map((each) => (
            <label key={each}>
              <input type="radio" name="bulk-reason" checked={reason === each} onChange={() => setReason(each)} />
              {reasons(each)}
            </label>
          ))}
        </fieldset>
      ) : (
        <label className={styles['text']}>
          {t('remark')}
          <textarea rows={3} maxLength={200} value={text} aria-describedby={hint} onChange={(event) => setText(event.target.value)} />
          <small id={hint} className={personal ? styles['red'] : undefined}>
            {personal ? `▲ ${t('remarkPersonal')}` : t('remarkHint')}
          </small>
        </label>
      )}
      <p className={styles['means']}>{means(wish.deed)}</p>
      {trouble !== undefined && (
        <p role="alert" className={styles['red']}>
          ▲ {trouble}
        </p>
      )}
      <div className={styles['foot']}>
        <Button onClick={onClose}>{t('leave')}</Button>
        <Button
          type="primary"
          danger={wish.deed === 'CANCEL'}
          loading={busy}
          disabled={known === undefined || known.doable === 0 || known.tooMany || why === '' || personal}
          onClick={() => void onStart(input)}
        >
          {t('go', { deed: deeds(wish.deed), count: known?.doable ?? 0 })}
        </Button>
      </div>
    </div>
  );
};
