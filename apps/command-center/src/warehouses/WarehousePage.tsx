'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { WarehousePageDocument, WarehouseStocksDocument } from '../gql/graphql.ts';
import type { WarehousePageQuery } from '../gql/graphql.ts';
import { useBoard, useLiveBoards } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { SpanText } from '../parts/SpanText.tsx';
import { FulfilmentList } from './FulfilmentList.tsx';
import { stepKeys } from './steps.ts';
import { StepStrip } from './StepStrip.tsx';
import { Occupancy } from './WarehousesPage.tsx';
import styles from './warehouses.module.css';

const parsers = { step: parseAsStringLiteral(stepKeys), day: parseAsString };
type Page = NonNullable<WarehousePageQuery['warehouse']>;

/** One warehouse: stops that it must answer now, what stands at which step, and the fulfilment orders behind each number. */
export const WarehousePage = ({ id }: { readonly id: string }) => {
  const t = useTranslations('warehouses');
  const english = useLocale() === 'en';
  const [view] = useQueryStates(parsers);
  useLiveBoards();
  const query = useBoard('warehouse', WarehousePageDocument, { id }, (result) => result.warehouse ?? null);
  const stocks = useBoard('warehouse-stocks', WarehouseStocksDocument, {}, (result) => result.warehouses);
  const found = query.data;
  const name = found == null ? id : english ? found.nameEn : found.name;
  return (
    <div className={styles['page']}>
      <p className={styles['quiet']}>
        <Link href="/warehouses" className={styles['door']}>
          {t('title')}
        </Link>{' '}
        / {name}
      </p>
      <h1 className={styles['answer']}>
        {found === null ? t('unknown', { id }) : found === undefined ? name : <Answer warehouse={found} name={name} />}
      </h1>
      <div className={styles['stack']}>
        <BoardPanel
          id="stops"
          title={t('stops')}
          finding={t('stopsFinding')}
          query={query}
          empty={(data) => (data === null || data.openStops.length === 0 ? t('noStops') : undefined)}
        >
          {(data) => data !== null && <Stops stops={data.openStops} />}
        </BoardPanel>
        <BoardPanel id="steps" title={t('steps')} query={query} empty={(data) => (data === null ? t('unknown', { id }) : undefined)}>
          {(data) =>
            data !== null && (
              <div className={styles['stand']}>
                <StepStrip warehouseId={id} steps={data.steps} {...(view.step === null ? {} : { open: view.step })} />
                <Occupancy warehouseId={id} shelf={stocks.data?.find((each) => each.id === id)} limit={data.occupancyLimit} />
              </div>
            )
          }
        </BoardPanel>
        <FulfilmentList warehouseId={id} step={view.step} day={view.day} />
      </div>
    </div>
  );
};

const Answer = ({ warehouse, name }: { readonly warehouse: Page; readonly name: string }) => {
  const t = useTranslations('warehouses');
  const standing = warehouse.steps.reduce((sum, each) => sum + each.orders, 0);
  if (warehouse.openStops.length > 0) {
    return t.rich('answerStops', { name, count: warehouse.openStops.length, standing, red: (words) => <b>{words}</b> });
  }
  return t('answerOne', { name, standing, outbound: warehouse.day.outbound });
};

const Stops = ({ stops }: { readonly stops: Page['openStops'] }) => {
  const t = useTranslations('warehouses');
  const now = useNow();
  return (
    <PlainTable className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('waits')}</th>
          <th scope="col">{t('order')}</th>
          <th scope="col">{t('fulfilmentOrder')}</th>
          <th scope="col" data-figure>
            {t('asked')}
          </th>
        </tr>
      </thead>
      <tbody>
        {stops.map((stop) => (
          <tr key={stop.fulfilmentOrder.id}>
            <td data-late="true">{now > 0 && <SpanText span={spanOf(now - Date.parse(stop.proposedAt))} />}</td>
            <td>
              <Link href={`/orders/${stop.order.id}`} className="mono">
                {stop.order.id}
              </Link>
            </td>
            <td className="mono">{stop.fulfilmentOrder.id}</td>
            <td data-figure>{t('times', { count: stop.asked })}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
};
