'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import type { FulfilmentFieldsFragment } from '../gql/graphql.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { RouteRail } from '../parts/RouteRail.tsx';
import { asCarrier, asLiteral } from '../words/codes.ts';
import { RawPayload } from './RawPayload.tsx';
import { stopsOf } from './route-stops.ts';
import styles from './side.module.css';

type Parcel = FulfilmentFieldsFragment['parcels'][number];

export const ParcelsPanel = ({ query }: { readonly query: UseQueryResult<FulfilmentFieldsFragment | null> }) => {
  const t = useTranslations('parcels');
  const chinese = useLocale() === 'zh-CN';
  const warehouseOf = (orders: FulfilmentFieldsFragment['fulfilmentOrders']): string => {
    const warehouse = orders.find((order) => order.status !== 'SUPERSEDED' && order.status !== 'REFUSED')?.warehouse;
    return (chinese ? warehouse?.name : warehouse?.nameEn) ?? '';
  };
  const ahead = (origin: string) =>
    stopsOf({ nodes: [] }, origin).map((stop) => ({ key: stop.key, place: stop.place ?? t(stop.role), note: '', state: stop.state }));
  return (
    <PartPanel
      title={t('title')}
      query={query}
      empty={t('none')}
      isEmpty={(data) => data.parcels.length === 0 && data.fulfilmentOrders.length === 0}
      finding={(data) =>
        data.parcels.length === 0 ? t('notYet') : data.parcels.length > 1 ? t('count', { count: data.parcels.length }) : undefined
      }
    >
      {(data) => {
        const origin = warehouseOf(data.fulfilmentOrders);
        return data.parcels.length === 0 ? (
          <RouteRail stops={ahead(origin)} />
        ) : (
          data.parcels.map((parcel) => <ParcelRoute key={parcel.id} parcel={parcel} origin={origin} />)
        );
      }}
    </PartPanel>
  );
};

const ParcelRoute = ({ parcel, origin }: { readonly parcel: Parcel; readonly origin: string }) => {
  const t = useTranslations('parcels');
  const literals = useTranslations('literals');
  const carriers = useTranslations('carriers');
  const carrier = asCarrier(parcel.carrier);
  const now = useNow();
  const [opened, setOpened] = useState<string | undefined>(undefined);
  const word = (value: string): string => {
    const known = asLiteral(value);
    return known === undefined ? value : literals(known);
  };
  const stops = stopsOf(parcel, origin).map((stop) => ({
    key: stop.key,
    place: stop.place ?? t(stop.role),
    state: stop.state,
    note:
      stop.at === undefined
        ? ''
        : stop.role === 'destination' && stop.state === 'ahead'
          ? t('eta', { at: nearTime(stop.at, now) })
          : nearTime(stop.at, now),
  }));
  return (
    <div className={styles['parcel']}>
      <div className={styles['parcelHead']}>
        <span>{carrier === undefined ? parcel.carrier : carriers(carrier)}</span>
        <span className="mono">{parcel.trackingNumber ?? t('noNumber')}</span>
        {parcel.signedAt ? <span className={styles['quiet']}>{t('signed', { at: nearTime(parcel.signedAt, now) })}</span> : null}
      </div>
      <RouteRail stops={stops} />
      {parcel.eta && !parcel.signedAt && <p className={styles['quiet']}>{t('basis', { basis: parcel.etaBasis.map(word).join('、') })}</p>}
      {parcel.nodes.length > 0 && (
        <details className={styles['nodes']}>
          <summary>{t('nodes', { count: parcel.nodes.length })}</summary>
          <ol>
            {[...parcel.nodes].reverse().map((node) => (
              <li key={node.id} className={styles['node']}>
                <button
                  type="button"
                  className={styles['nodeHead']}
                  disabled={!node.rawRef}
                  aria-expanded={opened === node.id}
                  onClick={() => setOpened(opened === node.id ? undefined : node.id)}
                >
                  <span className={styles['over']}>{nearTime(node.reachedAt, now)}</span>
                  <span>{word(node.kind)}</span>
                  <span>{node.place}</span>
                </button>
                {opened === node.id && node.rawRef && <RawPayload reference={node.rawRef} />}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
};
