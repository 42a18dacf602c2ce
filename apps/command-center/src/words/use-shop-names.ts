'use client';

import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { useQuestion } from '../data/use-question.ts';
import type { ShopNamesQuery } from '../gql/graphql.ts';
import { shopNamesQuestion } from './shop-names.ts';

type NamedShop = ShopNamesQuery['shops'][number];

const none: readonly NamedShop[] = [];

/** The shops by their names: an id is for machines. It stands for itself while the adapter is silent. */
export const useShopNames = (): { readonly shops: readonly NamedShop[]; readonly shopName: (id: string) => string } => {
  const english = useLocale() === 'en';
  const { data } = useQuestion(shopNamesQuestion, { staleTime: 300_000 });
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
