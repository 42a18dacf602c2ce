'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { Popconfirm, Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import type { FulfilmentFieldsFragment } from '../gql/graphql.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { RouteRail } from '../parts/RouteRail.tsx';
import { asCarrier } from '../words/codes.ts';
import { useLiteral } from '../words/use-literal.ts';
import { stopsOf } from './route-stops.ts';
import { TimeRail } from './TimeRail.tsx';
import { useOrderDeeds } from './use-order-deeds.tsx';
import styles from './side.module.css';

type Parcel = FulfilmentFieldsFragment['parcels'][number];

interface ParcelsPanelProps {
  readonly id: string;
  readonly query: UseQueryResult<FulfilmentFieldsFragment | null>;
}

export const ParcelsPanel = ({ id, query }: ParcelsPanelProps) => {
  const t = useTranslations('parcels');
  const chinese = useLocale() === 'zh-CN';
  const warehouseOf = (orders: FulfilmentFieldsFragment['fulfilmentOrders']): string => {
    const warehouse = orders.find((order) => !['SUPERSEDED', 'REFUSED', 'STOPPED'].includes(order.status))?.warehouse;
    return (chinese ? warehouse?.name : warehouse?.nameEn) ?? '';
  };
  const ahead = (origin: string) =>
    stopsOf({ nodes: [] }, origin).map((stop) => ({ key: stop.key, place: stop.place ?? t(stop.role), note: '', state: stop.state }));
  return (
    <PartPanel
      id="parcels"
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
          data.parcels.map((parcel) => <ParcelRoute key={parcel.id} orderId={id} parcel={parcel} origin={origin} />)
        );
      }}
    </PartPanel>
  );
};

interface ParcelRouteProps {
  readonly orderId: string;
  readonly parcel: Parcel;
  readonly origin: string;
}

const ParcelRoute = ({ orderId, parcel, origin }: ParcelRouteProps) => {
  const t = useTranslations('parcels');
  const more = useTranslations('timeRail');
  const carriers = useTranslations('carriers');
  const word = useLiteral();
  const { askTrace } = useOrderDeeds(orderId);
  const carrier = asCarrier(parcel.carrier);
  const name = carrier === undefined ? parcel.carrier : carriers(carrier);
  return (
    <div className={styles['parcel']}>
      <div className={styles['parcelHead']}>
        <span>{name}</span>
        <span className="mono">{parcel.trackingNumber ?? t('noNumber')}</span>
        {parcel.trackingNumber && !parcel.signedAt && (
          <Popconfirm
            title={more('ask', { carrier: name })}
            description={more('askMeans')}
            okText={more('askNow')}
            cancelText={more('askNot')}
            onConfirm={() => askTrace(parcel.id)}
          >
            <Button type="link" size="small" className={styles['askTrace'] ?? ''}>
              {more('askNow')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <TimeRail parcel={parcel} origin={origin} />
      <p className={styles['quiet']}>
        {parcel.nodes.length === 0 ? more('noNodes') : t('nodes', { count: parcel.nodes.length })}
        {parcel.eta && !parcel.signedAt ? ` · ${t('basis', { basis: parcel.etaBasis.map(word).join('、') })}` : ''}
      </p>
    </div>
  );
};
