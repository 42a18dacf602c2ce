'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import type { SkuPageQuery } from '../gql/graphql.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { driftCauses } from './drift-causes.ts';
import { DriftUnits } from './DriftUnits.tsx';
import styles from './inventory.module.css';
import { SettleButton } from './SettleButton.tsx';
import { useWarehouseName } from './use-warehouse-name.ts';

type Sku = NonNullable<SkuPageQuery['skuStock']>;

/** The differences of one SKU, open and explained. */
export const SkuDrifts = ({ stock }: { readonly stock: Sku }) => {
  const nameOf = useWarehouseName();
  const now = useNow();
  return (
    <PlainTable className={styles['table']}>
      <tbody>
        {stock.drifts.map((drift) => (
          <tr key={drift.id}>
            <td>
              <DriftUnits book={drift.book} counted={drift.counted} />
            </td>
            <td className={styles['name']}>
              <span>{nameOf(drift.warehouse.id)}</span>
              <small>{now === 0 ? '' : nearTime(drift.countedAt, now)}</small>
            </td>
            <td data-figure>
              {drift.state === 'OPEN' ? <SettleButton id={drift.id} /> : <Settled cause={drift.cause ?? 'OTHER'} note={drift.note} />}
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
};

const Settled = ({ cause, note }: { readonly cause: string; readonly note: string }) => {
  const t = useTranslations('driftCauses');
  const known = driftCauses.find((each) => each === cause) ?? 'OTHER';
  return (
    <span className={styles['quiet']} title={note}>
      {t(known)}
    </span>
  );
};
