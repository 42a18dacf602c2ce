'use client';

import { RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { asBulkDeed } from '../orders/bulk/bulk-deeds.ts';
import type { BulkDeedKey } from '../orders/bulk/bulk-deeds.ts';
import { listAddress } from '../orders/view.ts';
import { gateKeyOf } from '../parts/gates.ts';
import { Money } from '../parts/Money.tsx';
import { SpanText } from '../parts/SpanText.tsx';
import { Owner } from '../words/Owner.tsx';
import { useValueWords } from '../words/use-phrase.ts';
import { GroupOrders } from './GroupOrders.tsx';
import { stuckReasonKey } from './stuck-words.ts';
import { groupView } from './use-stuck.ts';
import type { StuckGroup } from './use-stuck.ts';
import styles from './Stuck.module.css';

interface GroupRowProps {
  readonly group: StuckGroup;
  readonly onDeed: (deed: BulkDeedKey) => void;
}

/** Orders that stand for one reason: how many, since when, whose, and the one deed that helps them all. */
export const GroupRow = ({ group, onDeed }: GroupRowProps) => {
  const t = useTranslations('stuck');
  const gates = useTranslations('gates');
  const reasons = useTranslations('stuckReasons');
  const deeds = useTranslations('bulkDeeds');
  const words = useValueWords();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const key = gateKeyOf(group.gate);
  const about = group.about === '' ? '' : words(group.reason === 'OVERDUE' && group.gate === 7 ? 'carrier' : 'about', group.about);
  const reason = reasons(stuckReasonKey(group.reason), { about, known: about === '' ? 'no' : 'yes' });
  const deed = group.deed === null || group.deed === undefined ? undefined : asBulkDeed(group.deed);
  return (
    <li className={styles['group']} data-cause={group.cause}>
      <div className={styles['line']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={open}
          aria-label={t('unfold', { reason })}
          onClick={() => setOpen(!open)}
        >
          <RightOutlined aria-hidden />
        </button>
        <span className={styles['oldest']}>
          {now > 0 && <SpanText span={spanOf(Math.max(0, now - Date.parse(group.oldestStuckAt)))} />}
        </span>
        <span className={styles['what']}>
          <b>{key === undefined ? '' : gates(key)}</b> · {reason}
        </span>
        <Link href={listAddress(groupView(group))} className={styles['many']}>
          {t('count', { count: group.stuck })}
        </Link>
        <span className={styles['amount']}>
          <Money amount={group.amount} />
        </span>
        <span className={styles['whose']}>
          <Owner owner={group.owner} />
        </span>
        <span className={styles['act']}>
          {deed === undefined ? (
            <Link href={`/orders/${encodeURIComponent(group.sampleId)}`} prefetch={false}>
              {t('openOldest')}
            </Link>
          ) : (
            <Button size="small" type="primary" aria-haspopup="dialog" onClick={() => onDeed(deed)}>
              {t('forAll', { deed: deeds(deed), count: group.stuck })}
            </Button>
          )}
        </span>
      </div>
      {open && <GroupOrders group={group} />}
    </li>
  );
};
