'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ask } from '../data/ask.ts';
import { OrderFilterOptionsDocument } from '../gql/graphql.ts';
import { gateKeys } from '../parts/gates.ts';
import { asLiteral, asOwner } from '../words/codes.ts';
import { useShopNames } from '../words/use-shop-names.ts';
import { channelCodes } from './channels.ts';
import type { ConditionKey } from './conditions.ts';
import type { Choice } from './FilterPill.tsx';
import { amountKeys, dueKeys, promiseKeys, statusKeys, stuckForKeys, windowKeys } from './view.ts';

/** What each condition may be, in words. Values that only the day's orders tell (warehouses, products, ...) are asked once. */
export const useConditionChoices = (): ((key: ConditionKey, chosen: readonly string[]) => readonly Choice[]) => {
  const t = useTranslations('filters');
  const channels = useTranslations('channels');
  const gates = useTranslations('gates');
  const literals = useTranslations('literals');
  const owners = useTranslations('owners');
  const windows = useTranslations('windows');
  const ranges = useTranslations('ranges');
  const { shopName } = useShopNames();
  const { data } = useQuery({
    queryKey: ['order-filter-options'],
    queryFn: async ({ signal }) => (await ask(OrderFilterOptionsDocument, {}, signal)).data.orderFilterOptions,
    staleTime: 300_000,
  });
  return useCallback(
    (key, chosen) => {
      const literal = (value: string): string => {
        const known = asLiteral(value);
        return known === undefined ? value : literals(known);
      };
      // A value that came by the address and is not among the options still shows itself.
      const given = (
        options: readonly { readonly value: string; readonly label: string }[] | undefined,
        name = (label: string) => label,
      ) => [
        ...(options ?? []).map(({ value, label }) => ({ key: value, label: name(label) })),
        ...chosen
          .filter((value) => options?.some((each) => each.value === value) !== true)
          .map((value) => ({ key: value, label: name(value) })),
      ];
      switch (key) {
        case 'channel':
          return channelCodes.map((code) => ({ key: code, label: channels(code) }));
        case 'gate':
          return gateKeys.map((gate, index) => ({ key: String(index + 1), label: `${index + 1} ${gates(gate)}` }));
        case 'status':
          return statusKeys.map((status) => ({ key: status, label: literals(status) }));
        case 'placed':
          return windowKeys.map((each) => ({ key: each, label: windows(each) }));
        case 'stuck':
          return [
            { key: 'true', label: t('stuckOnly') },
            { key: 'false', label: t('notStuck') },
          ];
        case 'imported':
          return [
            { key: 'true', label: t('importedOnly') },
            { key: 'false', label: t('notImported') },
          ];
        case 'stuckFor':
          return stuckForKeys.map((each) => ({ key: each, label: ranges(`over${each}`) }));
        case 'due':
          return dueKeys.map((each) => ({ key: each, label: ranges(`within${each}`) }));
        case 'promised':
          return promiseKeys.map((each) => ({ key: each, label: ranges(`promised_${each}`) }));
        case 'amount':
          return amountKeys.map((each) => ({ key: each, label: ranges(each) }));
        case 'reason':
          return given(data?.reasons, literal);
        case 'hold':
          return given(data?.holdReasons, literal);
        case 'pool':
          return given(data?.pools, literal);
        case 'owner':
          return given(data?.owners, (value) => {
            const known = asOwner(value);
            return known === undefined ? value : owners(known);
          });
        case 'warehouse':
          return given(data?.warehouses);
        case 'carrier':
          return given(data?.carriers);
        case 'sku':
          return given(data?.skus);
        case 'shop':
          return given(data?.shops, shopName);
      }
    },
    [channels, data, gates, literals, owners, ranges, shopName, t, windows],
  );
};
