'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../data/ask.ts';
import { complete } from '../data/complete.ts';
import { ChannelFiguresDocument, ChannelShopsDocument, OutsideCommandsDocument } from '../gql/graphql.ts';
import type { ChannelFiguresQuery, ChannelShopsQuery } from '../gql/graphql.ts';

const refetchInterval = 5_000;

export type ShopRow = ChannelShopsQuery['shops'][number];
export type ShopFigures = ChannelFiguresQuery['channelBoard']['channels'][number];

/** What the adapter knows of each shop. */
export const useShops = () =>
  useQuery({
    queryKey: ['channels', 'shops'],
    refetchInterval,
    queryFn: async ({ signal }) => complete(await ask(ChannelShopsDocument, {}, signal)).shops,
  });

/** What the tower counted of each shop's orders; another source, so that its silence costs only its columns. */
export const useShopFigures = () =>
  useQuery({
    queryKey: ['channels', 'figures'],
    refetchInterval,
    queryFn: async ({ signal }) => complete(await ask(ChannelFiguresDocument, {}, signal)).channelBoard.channels,
  });

export const useOutside = (shopId: string | null) =>
  useQuery({
    queryKey: ['channels', 'outside', shopId],
    refetchInterval,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => complete(await ask(OutsideCommandsDocument, { shopId }, signal)).outsideCommands,
  });
