'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { countdown } from '../format/duration.ts';
import { nearTime } from '../format/time.ts';
import { StopsNowDocument } from '../gql/graphql.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { asLiteral } from '../words/codes.ts';
import styles from './rows.module.css';
import { useBoard } from '../data/use-board.ts';

const hotAfter = 300_000;

/** Orders that a warehouse has to stop now: who asked, how long ago, and the way to answer. */
export const StopsPanel = () => {
  const t = useTranslations('roleHome');
  const literals = useTranslations('literals');
  const english = useLocale() === 'en';
  const now = useNow();
  const query = useBoard('stops', StopsNowDocument, {}, (result) =>
    result.warehouses
      .flatMap((warehouse) => warehouse.openStops.map((stop) => ({ warehouse, stop })))
      .toSorted((left, right) => Date.parse(left.stop.proposedAt) - Date.parse(right.stop.proposedAt)),
  );
  return (
    <BoardPanel
      id="stops"
      title={t('stops')}
      query={query}
      finding={t('stopsWhat')}
      empty={(stops) => (stops.length === 0 ? t('noStops') : undefined)}
    >
      {(stops) => (
        <ul className={styles['rows']}>
          {stops.map(({ warehouse, stop }) => {
            const waited = now - Date.parse(stop.proposedAt);
            const why = asLiteral(stop.reason);
            return (
              <li key={stop.fulfilmentOrder.id}>
                <span className={styles['what']}>
                  <b>{english ? warehouse.nameEn : warehouse.name}</b>
                  <small>
                    {stop.order.id} · {why === undefined ? stop.reason : literals(why)} · {warehouse.keeper}
                  </small>
                </span>
                <span className={styles['side']}>
                  <span className={waited > hotAfter ? styles['hot'] : styles['warm']}>{now === 0 ? '—' : countdown(waited)}</span>
                  <small>
                    {now !== 0 && stop.askedAt ? t('askedAt', { at: nearTime(stop.askedAt, now), times: stop.asked }) : t('notAsked')}
                  </small>
                </span>
                <span className={styles['act']}>
                  <Link href={`/orders/${encodeURIComponent(stop.order.id)}`} prefetch={false}>
                    {t('seeOrder')}
                  </Link>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </BoardPanel>
  );
};
