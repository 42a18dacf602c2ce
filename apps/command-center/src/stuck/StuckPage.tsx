'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import type { BulkWish } from '../orders/bulk/BulkSheet.tsx';
import { listAddress } from '../orders/view.ts';
import { filterOf } from '../orders/view-filter.ts';
import { gateKeyOf, gateKeys } from '../parts/gates.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { SpanText } from '../parts/SpanText.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { Funnel } from './Funnel.tsx';
import { GroupRow } from './GroupRow.tsx';
import { groupView, useStuckFunnel } from './use-stuck.ts';
import styles from './Stuck.module.css';

const BulkSheet = dynamic(() => import('../orders/bulk/BulkSheet.tsx').then((file) => file.BulkSheet), { ssr: false });

/** What stands, where, why and since when; and one deed for all that stand for the same reason. */
export const StuckPage = () => {
  const t = useTranslations('stuck');
  const names = useTranslations('gates');
  const now = useNow();
  const [gate, setGate] = useQueryState('gate', parseAsInteger);
  const [wish, setWish] = useState<BulkWish | undefined>(undefined);
  const funnel = useStuckFunnel();
  const { data } = funnel;
  const total = data?.gates.reduce((sum, each) => sum + each.stuck, 0) ?? 0;
  const oldest = Math.min(...(data?.gates ?? []).flatMap((each) => (each.oldestStuckAt ? [Date.parse(each.oldestStuckAt)] : [])));
  const worst = data?.gates.toSorted((left, right) => right.stuck - left.stuck)[0];
  const worstKey = worst === undefined ? undefined : gateKeyOf(worst.gate);
  const groups = (data?.groups ?? []).filter((group) => gate === null || group.gate === gate);

  return (
    <div className={styles['page']}>
      <h1 className={styles['answer']}>
        {data === undefined
          ? t('title')
          : total === 0 || worstKey === undefined
            ? t('calm')
            : t.rich('answer', {
                count: total,
                gate: names(worstKey),
                most: worst?.stuck ?? 0,
                door: (words) => <Link href={listAddress({ stuck: true })}>{words}</Link>,
                hot: (words) => <b>{words}</b>,
                hasOldest: now > 0 && Number.isFinite(oldest) ? 'yes' : 'no',
                since: () => <SpanText span={spanOf(Math.max(0, now - oldest))} />,
              })}
      </h1>
      <Panel title={t('byGate')} aside={data === undefined ? undefined : <SourceAge at={funnel.dataUpdatedAt} stale={funnel.isError} />}>
        {funnel.isPending && <Loading rows={4} />}
        {funnel.isError && data === undefined && <Trouble {...troubleOf(funnel.error)} onRetry={() => void funnel.refetch()} />}
        {data !== undefined && <Funnel gates={data.gates} />}
      </Panel>
      <Panel title={t('byReason')} finding={groups.length > 0 ? t('groups', { count: groups.length }) : undefined} flush>
        {(total > 0 || gate !== null) && (
          <div className={styles['gates']} role="group" aria-label={t('byGate')}>
            <button type="button" aria-pressed={gate === null} onClick={() => void setGate(null)}>
              {t('allGates')}
            </button>
            {gateKeys.map((key, index) => {
              const stuck = data?.gates.find((each) => each.gate === index + 1)?.stuck ?? 0;
              if (stuck === 0 && gate !== index + 1) return null;
              return (
                <button key={key} type="button" aria-pressed={gate === index + 1} onClick={() => void setGate(index + 1)}>
                  {names(key)} <span>{stuck.toLocaleString('en-US')}</span>
                </button>
              );
            })}
          </div>
        )}
        {data !== undefined && groups.length === 0 && (
          <div className={styles['none']}>
            <Nothing next={<Link href="/orders">{t('toList')}</Link>}>{gate === null ? t('none') : t('noneHere')}</Nothing>
          </div>
        )}
        <ul>
          {groups.map((group) => (
            <GroupRow
              key={`${group.gate} ${group.cause}`}
              group={group}
              onDeed={(deed) => setWish({ deed, target: { filter: filterOf(groupView(group), Date.now()) } })}
            />
          ))}
        </ul>
      </Panel>
      {wish !== undefined && (
        <BulkSheet
          wish={wish}
          onClose={() => {
            setWish(undefined);
            void funnel.refetch();
          }}
        />
      )}
    </div>
  );
};
