'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { shortSpan } from '../format/figures.ts';
import { nearTime } from '../format/time.ts';
import { mappingAddress } from '../mapping/view.ts';
import { ChannelName } from '../orders/ChannelName.tsx';
import { Door } from '../parts/Door.tsx';
import { SpanText } from '../parts/SpanText.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import type { Tone } from '../parts/StateChip.tsx';
import { LagCurve } from './LagCurve.tsx';
import { ShopDeeds } from './ShopDeeds.tsx';
import { isPollLate, stateOfShop, tokenTone } from './shop-state.ts';
import type { ShopState } from './shop-state.ts';
import type { ShopFigures, ShopRow } from './use-channels.ts';
import { channelsAddress } from './view.ts';
import styles from './channels.module.css';

const tones: Readonly<Record<ShopState, Tone>> = {
  paused: 'amber',
  silent: 'red',
  polling: 'amber',
  pushing: 'green',
  quiet: 'plain',
  own: 'plain',
};

interface ShopLineProps {
  readonly shop: ShopRow;
  readonly figures: ShopFigures | undefined;
}

export const ShopLine = ({ shop, figures }: ShopLineProps) => {
  const t = useTranslations('channelsPage');
  const states = useTranslations('shopStates');
  const chinese = useLocale() === 'zh-CN';
  const now = useNow();
  const state = stateOfShop(shop, figures);
  const name = chinese ? shop.name : shop.nameEn;
  const token = tokenTone(shop.tokenExpiresAt, now);
  const near = (at: string | null | undefined): string => (at === null || at === undefined || now === 0 ? '—' : nearTime(at, now));
  return (
    <tr data-shop={shop.id}>
      <th scope="row">
        <b>{name}</b>
        <small>
          <ChannelName code={shop.channel} /> · <code>{shop.id}</code>
        </small>
      </th>
      <td>
        <StateChip tone={tones[state]}>{states(state)}</StateChip>
        {shop.own ? (
          <small>{shop.sandbox ? t('ownSandbox') : t('ownShop')}</small>
        ) : (
          <small>
            {t('lastPush', { at: near(shop.lastPushAt) })} ·{' '}
            <span data-tone={isPollLate(shop, now) ? 'red' : undefined}>
              {t('polledUntil', { at: near(shop.polledUntil), every: Math.round(shop.pollSeconds / 60) })}
            </span>
          </small>
        )}
        <small>
          {!shop.own && <span data-tone={token === 'plain' ? undefined : token}>{t('token', { at: near(shop.tokenExpiresAt) })}</span>}
          {shop.waiting > 0 && ` · ${t('waiting', { count: shop.waiting })}`}
          {shop.pausedAt && ` · ${t('pausedFor', { at: near(shop.pausedAt), reason: shop.pauseReason ?? '' })}`}
        </small>
      </td>
      <td>
        {figures?.arrivalP50Ms === null || figures?.arrivalP50Ms === undefined ? (
          <span className={styles['quiet']}>{t('noLag')}</span>
        ) : (
          <>
            <b>
              <SpanText span={shortSpan(figures.arrivalP50Ms)} />
            </b>
            {figures.arrivalP95Ms !== null && figures.arrivalP95Ms !== undefined && (
              <small>
                p95 <SpanText span={shortSpan(figures.arrivalP95Ms)} />
              </small>
            )}
          </>
        )}
      </td>
      <td>
        <LagCurve hours={shop.lagHours} name={name} />
      </td>
      <td data-figure data-label={t('today')}>
        <Door to={figures?.orders} />
      </td>
      <td data-figure data-label={t('held')}>
        <Link
          href={mappingAddress({ system: shop.system, tab: 'held', shop: shop.id })}
          data-tone={shop.quarantined > 0 ? 'red' : undefined}
        >
          {shop.quarantined.toLocaleString('en-US')}
        </Link>
      </td>
      <td data-figure data-label={t('outside')}>
        <Link
          href={channelsAddress({ shop: shop.id, state: 'REFUSED' })}
          data-tone={shop.outsideRefused > 0 ? 'red' : undefined}
          aria-label={t('refusedCount', { count: shop.outsideRefused })}
        >
          {shop.outsideRefused.toLocaleString('en-US')}
        </Link>
        {' / '}
        <Link href={channelsAddress({ shop: shop.id, state: 'WAITING' })} aria-label={t('waitingCount', { count: shop.outsideWaiting })}>
          {shop.outsideWaiting.toLocaleString('en-US')}
        </Link>
      </td>
      <td>
        <ShopDeeds shop={shop} name={name} />
      </td>
    </tr>
  );
};
