'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ask } from '../data/ask.ts';
import { complete } from '../data/complete.ts';
import {
  MappingDeskDocument,
  MappingHeldDocument,
  MappingHistoryDocument,
  MappingPathsDocument,
  MappingSkusDocument,
  MappingSuggestionsDocument,
  MappingSystemsDocument,
  MappingTrialDocument,
} from '../gql/graphql.ts';
import { inputOf } from './rules.ts';
import type { Rule } from './rules.ts';

/** Drift shows itself within this time without a reload. */
const refetchInterval = 10_000;

export const useMappingSystems = () =>
  useQuery({
    queryKey: ['mapping', 'systems'],
    refetchInterval,
    queryFn: async ({ signal }) => complete(await ask(MappingSystemsDocument, {}, signal)).mappingSystems,
  });

export const useMappingDesk = (system: string) =>
  useQuery({
    queryKey: ['mapping', system, 'desk'],
    queryFn: async ({ signal }) => complete(await ask(MappingDeskDocument, { system }, signal)),
  });

export const useSuggestions = (system: string) =>
  useQuery({
    queryKey: ['mapping', system, 'suggestions'],
    refetchInterval,
    queryFn: async ({ signal }) => complete(await ask(MappingSuggestionsDocument, { system }, signal)).wireSuggestions,
  });

export const usePaths = (system: string, sinceVersion: number | null) =>
  useQuery({
    queryKey: ['mapping', system, 'paths', sinceVersion],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => complete(await ask(MappingPathsDocument, { system, sinceVersion }, signal)).payloadPaths,
  });

export const useHistory = (system: string) =>
  useQuery({
    queryKey: ['mapping', system, 'history'],
    queryFn: async ({ signal }) => complete(await ask(MappingHistoryDocument, { system }, signal)).fieldMappingVersions,
  });

/** The draft tried on stored payloads and on the quarantine, again whenever it changes. */
export const useTrial = (system: string, rules: readonly Rule[], shown: string | null) =>
  useQuery({
    queryKey: ['mapping', system, 'trial', rules, shown],
    enabled: rules.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    queryFn: async ({ signal }) => complete(await ask(MappingTrialDocument, { system, rules: inputOf(rules), shown }, signal)),
  });

export type Trial = NonNullable<ReturnType<typeof useTrial>['data']>;

export const useHeld = (system: string, shopId: string | null) =>
  useQuery({
    queryKey: ['mapping', system, 'held', shopId],
    refetchInterval,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => complete(await ask(MappingHeldDocument, { system, shopId, after: null }, signal)).quarantine,
  });

export const useSkus = () =>
  useQuery({
    queryKey: ['mapping', 'skus'],
    refetchInterval,
    queryFn: async ({ signal }) => complete(await ask(MappingSkusDocument, {}, signal)),
  });

export const useMappingRefresh = (): (() => Promise<void>) => {
  const queries = useQueryClient();
  return useCallback(async () => {
    await queries.invalidateQueries({ queryKey: ['mapping'] });
    await queries.invalidateQueries({ queryKey: ['channels'] });
  }, [queries]);
};
