'use client';

import { Button, Popconfirm } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import { orderAddress } from '../orders/view.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { useShopNames } from '../words/use-shop-names.ts';
import { outsideKinds } from './shop-state.ts';
import { useChannelDeeds } from './use-channel-deeds.tsx';
import { useOutside } from './use-channels.ts';
import { commandStates } from './view.ts';
import type { ChannelsView } from './view.ts';
import styles from './channels.module.css';

interface OutsidePanelProps {
  readonly view: ChannelsView;
  readonly onView: (change: Partial<ChannelsView>) => void;
}

/** What platforms refused or have not taken: the reason in their words, and sending it again. */
export const OutsidePanel = ({ view, onView }: OutsidePanelProps) => {
  const t = useTranslations('channelsPage');
  const kinds = useTranslations('outsideKinds');
  const now = useNow();
  const { retry } = useChannelDeeds();
  const outside = useOutside(view.shop);
  const filtered = view.shop !== null || view.state !== null;
  const { shopName } = useShopNames();
  const rows = (outside.data ?? []).filter((each) => view.state === null || each.state === view.state);
  return (
    <PartPanel
      id="outside"
      title={t('outsideTitle')}
      query={outside}
      finding={(data) =>
        t('outsideFinding', {
          refused: data.filter((each) => each.state === 'REFUSED').length,
          waiting: data.filter((each) => each.state !== 'REFUSED').length,
        })
      }
      aside={
        <span className={styles['filters']}>
          {commandStates.map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={view.state === state}
              onClick={() => onView({ state: view.state === state ? null : state })}
            >
              {t('commandState', { state })}
            </button>
          ))}
          {filtered && (
            <Button size="small" type="link" onClick={() => onView({ shop: null, state: null })}>
              {t('clear', { shop: view.shop === null ? '' : shopName(view.shop) })}
            </Button>
          )}
          <SourceAge at={outside.dataUpdatedAt} />
        </span>
      }
      isEmpty={() => rows.length === 0}
      empty={filtered ? t('nothingInView') : t('nothingOutside')}
    >
      {() => (
        <ul className={styles['commands']}>
          {rows.map((each) => (
            <li key={`${each.kind} ${each.shopId} ${each.key}`}>
              <StateChip tone={each.state === 'REFUSED' ? 'red' : 'amber'}>{t('commandState', { state: each.state })}</StateChip>
              <span>{kinds(outsideKinds.find((kind) => kind === each.kind) ?? 'STOCK')}</span>
              <span>
                {each.orderId ? (
                  <Link className="mono" href={orderAddress(each.orderId, {})}>
                    {each.orderId}
                  </Link>
                ) : (
                  <span className="mono">{each.key}</span>
                )}{' '}
                <small>{each.kind === 'STOCK' ? t('pieces', { count: each.about }) : each.about}</small>
              </span>
              <span className={styles['words']}>
                {each.refusal ?? t('tried', { count: each.attempts, at: now === 0 ? '' : nearTime(each.dueAt, now) })}{' '}
                <small>{shopName(each.shopId)}</small>
              </span>
              <Popconfirm
                title={t('retryAsk')}
                description={t('retryWhat')}
                okText={t('retry')}
                cancelText={t('notNow')}
                onConfirm={() => void retry(each.kind, each.shopId, [each.key])}
              >
                <Button size="small" type="link">
                  {t('retry')}
                </Button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      )}
    </PartPanel>
  );
};
