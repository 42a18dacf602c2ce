'use client';

import { useTranslations } from 'next-intl';
import type { SkuPageQuery } from '../gql/graphql.ts';
import { CandidateBars } from '../parts/CandidateBars.tsx';
import { useWarehouseName } from './use-warehouse-name.ts';

type Sku = NonNullable<SkuPageQuery['skuStock']>;

/** Where a SKU lies, and how much of it is given to fulfilment orders there. */
export const SkuShelves = ({ stock }: { readonly stock: Sku }) => {
  const t = useTranslations('skuPage');
  const nameOf = useWarehouseName();
  return (
    <CandidateBars
      candidates={stock.warehouses
        .toSorted((left, right) => right.onHand - left.onHand)
        .map((shelf) => ({
          key: shelf.warehouseId,
          name: nameOf(shelf.warehouseId),
          note: t('shelf', { allocated: shelf.allocated, onHand: shelf.onHand }),
          fill: shelf.onHand <= 0 ? (shelf.allocated > 0 ? 1 : 0) : shelf.allocated / shelf.onHand,
          verdict:
            shelf.allocated > shelf.onHand
              ? t('over', { units: shelf.allocated - shelf.onHand })
              : t('free', { units: shelf.onHand - shelf.allocated }),
          outcome: shelf.allocated > shelf.onHand ? 'refused' : 'possible',
        }))}
    />
  );
};
