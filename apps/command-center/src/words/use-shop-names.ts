'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { ask } from '../data/ask.ts';
import { ShopNamesDocument } from '../gql/graphql.ts';
import type { ShopNamesQuery } from '../gql/graphql.ts';

type NamedShop = ShopNamesQuery['shops'][number];

const none: readonly NamedShop[] = [];

/** The shops by their names: an id is for machines. It stands for itself while the adapter is silent. */
export const useShopNames = (): { readonly shops: readonly NamedShop[]; readonly shopName: (id: string) => string } => {
  const english = useLocale() === 'en';
  const { data } = useQuery({
    queryKey: ['shop-names'],
    queryFn: async ({ signal }) => (await ask(ShopNamesDocument, {}, signal)).data.shops,
    staleTime: 300_000,
  });
  const shops = data ?? none;
  const shopName = useCallback(
    (id: string): string => {
      const shop = shops.find((each) => each.id === id);
      return shop === undefined ? id : english ? shop.nameEn : shop.name;
    },
    [english, shops],
  );
  return { shops, shopName };
};
