'use client';

import { useLocale } from 'next-intl';
import { WarehouseNamesDocument } from '../gql/graphql.ts';
import { useBoard } from '../data/use-board.ts';

/** A warehouse's name by its id, in the chosen language; the id while fulfilment is silent. */
export const useWarehouseName = (): ((id: string) => string) => {
  const english = useLocale() === 'en';
  const { data } = useBoard('warehouse-names', WarehouseNamesDocument, {}, (result) => result.warehouses);
  return (id) => {
    const found = data?.find((warehouse) => warehouse.id === id);
    return found === undefined ? id : english ? found.nameEn : found.name;
  };
};
