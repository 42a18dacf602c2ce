'use client';

import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { useLocale, useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { useNow } from '../data/clock.ts';
import { countdown } from '../format/duration.ts';
import { preciseClock } from '../format/time.ts';
import type { FulfilmentFieldsFragment, OwnFieldsFragment } from '../gql/graphql.ts';
import { asActor } from '../words/codes.ts';
import { useLiteral } from '../words/use-literal.ts';
import { burntDown, hopsOf, liveStop } from './fuse.ts';
import type { Hop } from './fuse.ts';
import styles from './FuseBar.module.css';

interface FuseBarProps {
  readonly own: OwnFieldsFragment | undefined;
  readonly fulfilment: FulfilmentFieldsFragment | undefined;
}

const radius = 21;
const round = 2 * Math.PI * radius;

/** While a stop is on its way: how long it may still take, who has acknowledged it, and what came of it. */
export const FuseBar = ({ own, fulfilment }: FuseBarProps) => {
  const t = useTranslations('fuse');
  const literal = useLiteral();
  const chinese = useLocale() === 'zh-CN';
  const now = useNow();
  const { nameOf } = useAccountNames();
  const stop = own === undefined || now === 0 ? undefined : liveStop(own.stops, now);
  if (stop === undefined || own === undefined) return null;
  const parts = (fulfilment?.fulfilmentOrders ?? []).map((part) => ({
    id: part.id,
    warehouse: chinese ? part.warehouse.name : part.warehouse.nameEn,
    stop: part.stop ?? null,
  }));
  const ended = own.status === 'CANCELLED' ? (stop.answeredAt ?? undefined) : undefined;
  const left = Date.parse(stop.dueAt) - now;
  const open = stop.state === 'PROPOSED';
  const tone = stop.state === 'CONFIRMED' ? 'green' : stop.state === 'DECLINED' || left < 0 ? 'red' : 'amber';
  const share = burntDown(stop, now);
  const actor = asActor(stop.proposedBy, 'order');
  const by = 'key' in actor && actor.key === 'person' ? nameOf(stop.proposedBy) : t('rule');
  return (
    <section className={styles['bar']} data-tone={tone} aria-label={t('label')} aria-live="polite">
      <span className={styles['ring']} aria-hidden>
        <svg viewBox="0 0 48 48">
          <circle cx="24" cy="24" r={radius} />
          {open && <circle cx="24" cy="24" r={radius} data-left strokeDasharray={`${round * share} ${round}`} />}
        </svg>
        <b>{open ? left >= 0 ? Math.ceil(left / 1000) : '!' : stop.state === 'CONFIRMED' ? <CheckOutlined /> : <CloseOutlined />}</b>
      </span>
      <div className={styles['words']}>
        <b>
          {open
            ? left >= 0
              ? t('open', { scope: literal(stop.scope), left: countdown(left) })
              : t('late', { scope: literal(stop.scope), late: countdown(-left) })
            : t(stop.state === 'CONFIRMED' ? 'confirmed' : 'declined', { scope: literal(stop.scope) })}
        </b>
        <span>
          {t('by', { by, reason: literal(stop.reason), at: preciseClock(stop.proposedAt) })}
          {stop.declineReason ? ` · ${t('said', { words: stop.declineReason })}` : ''}
        </span>
      </div>
      <ol className={styles['hops']}>
        {hopsOf(stop, parts, ended).map((hop) => (
          <HopMark key={hop.key} hop={hop} />
        ))}
      </ol>
    </section>
  );
};

const HopMark = ({ hop }: { readonly hop: Hop }) => {
  const t = useTranslations('fuse');
  const words = useTranslations('fuseHop');
  return (
    <li data-state={hop.state}>
      <i aria-hidden>{hop.state === 'done' ? <CheckOutlined /> : hop.state === 'refused' ? <CloseOutlined /> : null}</i>
      <span>{hop.name ?? t(hop.role)}</span>
      <small>{hop.at === undefined ? words(hop.state) : `${words(hop.state)} ${preciseClock(hop.at)}`}</small>
    </li>
  );
};
