'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ask } from '../data/ask.ts';
import { HistoryImportDetailDocument, HistoryImportsDocument, HistoryShopsDocument, ImportRadarDocument } from '../gql/graphql.ts';
import type { HistoryImportDetailQuery, HistoryImportState, ImportRadarQuery } from '../gql/graphql.ts';

export type ImportDetail = NonNullable<HistoryImportDetailQuery['historyImport']>;
export type RadarFigures = NonNullable<ImportRadarQuery['importRadar']>;

const quick = 700;
const moving: readonly HistoryImportState[] = ['RECEIVING', 'INSPECTING', 'IMPORTING', 'UNDOING'];

export const isMoving = (state: HistoryImportState | undefined): boolean => state !== undefined && moving.includes(state);

/** One import; asked again and again while something happens to it. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: ['import', id],
    queryFn: async ({ signal }) => (await ask(HistoryImportDetailDocument, { id }, signal)).data.historyImport ?? null,
    enabled: id !== '',
    refetchInterval: (query) => (isMoving(query.state.data?.state) ? quick : false),
  });

export const useImports = () =>
  useQuery({
    queryKey: ['imports'],
    queryFn: async ({ signal }) => (await ask(HistoryImportsDocument, {}, signal)).data.historyImports,
    refetchInterval: (query) => (query.state.data?.some((one) => isMoving(one.state)) === true ? 3_000 : false),
  });

export const useShops = () =>
  useQuery({
    queryKey: ['import-shops'],
    queryFn: async ({ signal }) => (await ask(HistoryShopsDocument, {}, signal)).data.historyShops,
  });

/** The radar: an estimate while the import is not over, the whole afterwards. */
export const useRadar = (id: string, state: HistoryImportState | undefined) =>
  useQuery({
    queryKey: ['import-radar', id],
    queryFn: async ({ signal }) => (await ask(ImportRadarDocument, { id }, signal)).data.importRadar ?? null,
    enabled: id !== '' && state !== undefined && state !== 'FAILED' && state !== 'UNDONE',
    placeholderData: keepPreviousData,
    // The tower hears of the end a moment after the import has come to it.
    refetchInterval: (query) => {
      const radar = query.state.data;
      if (state === 'DONE') return radar?.final === true ? false : quick;
      return isMoving(state) || radar === null || radar === undefined ? 1_500 : false;
    },
  });

export const useImportRefresh = () => {
  const queries = useQueryClient();
  return useCallback(async (): Promise<void> => {
    await Promise.all(['import', 'imports', 'import-radar', 'import-shops'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  }, [queries]);
};
