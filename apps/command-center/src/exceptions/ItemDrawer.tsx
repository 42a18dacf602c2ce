'use client';

import { Button, Drawer } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useIsPhone } from '../orders/use-is-phone.ts';
import { GateRailCompact } from '../parts/GateRail.tsx';
import { railOf } from '../parts/gates.ts';
import { troubleOf } from '../parts/PartPanel.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { mappingAddress } from '../mapping/view.ts';
import { textsOf } from '../words/parameters.ts';
import { Owner } from '../words/Owner.tsx';
import { useShopNames } from '../words/use-shop-names.ts';
import { Claims } from './Claims.tsx';
import { CloseForm, DecideForm, NoteForm } from './ItemForms.tsx';
import { HandOver } from './HandOver.tsx';
import { History } from './History.tsx';
import { Assignee } from './ItemActions.tsx';
import { aboutOf } from './ItemText.tsx';
import { deedsOf } from './row-deed.ts';
import { useItemReason } from './use-item-reason.ts';
import { useRowDeed } from './use-row-deed.tsx';
import { useWorkItem } from './use-work-items.ts';
import type { WorkItemRow } from './use-work-items.ts';
import { asPool } from './view.ts';
import styles from './ItemDrawer.module.css';

interface ItemDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** All of one item beside the list: what happened, who claims what, what can be done, what was done. */
export const ItemDrawer = ({ id, onClose }: ItemDrawerProps) => {
  const t = useTranslations('exceptions');
  const pools = useTranslations('pools');
  const reason = useItemReason();
  const phone = useIsPhone();
  const query = useWorkItem(id);
  const item = query.data;
  return (
    <Drawer
      open
      onClose={onClose}
      size={phone ? '100%' : 480}
      title={item === undefined || item === null ? t('details') : pools(asPool(item.pool) ?? 'OTHER')}
      closable={{ 'aria-label': t('close') }}
    >
      {query.isPending && <Loading rows={8} />}
      {query.isError && item === undefined && <Trouble {...troubleOf(query.error)} onRetry={() => void query.refetch()} />}
      {item === null && <Nothing>{t('noSuchItem')}</Nothing>}
      {item !== undefined && item !== null && (
        <div className={styles['drawer']}>
          <p className={styles['answer']}>{reason(item.summary)}</p>
          <dl className={styles['facts']}>
            <dt>{t('timeLeft')}</dt>
            <dd>
              <TimeLeft dueAt={item.dueAt} over={item.closedAt !== null} />
            </dd>
            <dt>{t('about')}</dt>
            <dd>
              {item.order === null ? (
                <span className="mono">{aboutOf(item)}</span>
              ) : (
                <Link className="mono" href={`/orders/${encodeURIComponent(item.order.id)}`}>
                  {item.order.id}
                </Link>
              )}
            </dd>
            <dt>{t('owner')}</dt>
            <dd>
              <Owner owner={item.owner} />
            </dd>
            <dt>{t('assignee')}</dt>
            <dd className={styles['who']}>
              <Assignee item={item} />
              {item.closedAt === null && <HandOver item={item} />}
            </dd>
          </dl>
          {item.order?.twin !== null && item.order?.twin !== undefined && (
            <GateRailCompact states={railOf({ gates: item.order.twin.gates, held: item.order.twin.status === 'HELD' })} />
          )}
          <Deeds item={item} />
          {item.claims.length > 0 && <Claims claims={item.claims} />}
          {item.decidable && <DecideForm id={item.id} />}
          {item.closable && <CloseForm id={item.id} />}
          <History steps={item.history} />
          <NoteForm id={item.id} />
        </div>
      )}
    </Drawer>
  );
};

const Deeds = ({ item }: { readonly item: WorkItemRow }) => {
  const names = useTranslations('itemRowDeeds');
  const { start, busy } = useRowDeed(item, () => undefined);
  const { shops } = useShopNames();
  const shopId = textsOf(item.summary)('shop');
  const held = shops.find((shop) => shop.id === shopId);
  // What needs words has its own form below.
  const deeds = deedsOf(item).filter(
    (deed) =>
      deed !== 'close' &&
      deed !== 'decide' &&
      (deed !== 'seeStock' || item.summary.code === 'SHORT') &&
      (deed !== 'openOrder' || item.order !== null),
  );
  return (
    <div className={styles['deeds']}>
      {deeds.map((deed, index) => (
        <Button
          key={deed}
          type={index === 0 && deed !== 'openOrder' ? 'primary' : 'default'}
          loading={busy && index === 0}
          onClick={() => start(deed)}
        >
          {names(deed)}
        </Button>
      ))}
      {item.pool === 'QUARANTINE' && (
        <Link
          className={styles['link']}
          href={mappingAddress({ tab: 'held', ...(held === undefined ? {} : { system: held.system, shop: held.id }) })}
        >
          {names('openMapping')}
        </Link>
      )}
    </div>
  );
};
