'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { RequestFailure } from '../data/failures.ts';
import { askSandbox } from './sandbox-door.ts';
import { parseHouses, parseOrders, parseTrace, parseWorld } from './parse-world.ts';

const refetchInterval = 3_000;

export const useWorld = () =>
  useQuery({
    queryKey: ['sandbox', 'world'],
    refetchInterval,
    queryFn: async ({ signal }) => parseWorld(await askSandbox('/state', undefined, signal)),
  });

export const useHouses = () =>
  useQuery({
    queryKey: ['sandbox', 'houses'],
    refetchInterval,
    queryFn: async ({ signal }) => parseHouses(await askSandbox('/systems/qimen', undefined, signal)),
  });

export const usePlatformOrders = () =>
  useQuery({
    queryKey: ['sandbox', 'orders'],
    refetchInterval,
    queryFn: async ({ signal }) => parseOrders(await askSandbox('/orders?limit=20', undefined, signal)),
  });

export const useTrace = (platformNo: string, orderId: string) =>
  useQuery({
    queryKey: ['sandbox', 'trace', platformNo, orderId],
    enabled: platformNo !== '' || orderId !== '',
    refetchInterval,
    queryFn: async ({ signal }) =>
      parseTrace(await askSandbox(`/trace?no=${encodeURIComponent(platformNo)}&ref=${encodeURIComponent(orderId)}`, undefined, signal)),
  });

/** A deed in the outside world; undefined when it failed, and then the reason has been shown. */
export const useSandboxDeed = () => {
  const t = useTranslations('sandboxPage');
  const { message } = App.useApp();
  const queries = useQueryClient();
  return async (path: string, deed: { readonly method: 'POST' | 'DELETE'; readonly body?: object }, done: string): Promise<unknown> => {
    try {
      const answer = await askSandbox(path, deed);
      void message.success(done);
      return answer ?? {};
    } catch (failure) {
      void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
      return undefined;
    } finally {
      await queries.invalidateQueries({ queryKey: ['sandbox'] });
    }
  };
};
