'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { createElement, useCallback } from 'react';
import { ask } from '../../data/ask.ts';
import { RequestFailure } from '../../data/failures.ts';
import { DeleteViewDocument, RestoreViewDocument, SavedViewsDocument, SaveViewDocument } from '../../gql/graphql.ts';
import type { SavedViewFieldsFragment, SaveViewInput } from '../../gql/graphql.ts';
import { refusalKey } from '../../deeds/refusals.ts';

export const useSavedViews = (place: string) =>
  useQuery({
    queryKey: ['saved-views', place],
    queryFn: async ({ signal }) => (await ask(SavedViewsDocument, { place }, signal)).data.savedViews,
    staleTime: 60_000,
  });

/** Keeping and taking away views. Both run at once and offer their undo (law L7). */
export const useViewDeeds = (place: string) => {
  const t = useTranslations('views');
  const refusals = useTranslations('refusals');
  const { message } = App.useApp();
  const queries = useQueryClient();

  const attempt = useCallback(
    async (deed: () => Promise<string>, done: string): Promise<boolean> => {
      try {
        const outcome = await deed();
        if (outcome === done) return true;
        void message.warning(refusals(refusalKey(outcome)));
      } catch (failure) {
        void message.error(t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }));
      } finally {
        await queries.invalidateQueries({ queryKey: ['saved-views', place] });
      }
      return false;
    },
    [message, place, queries, refusals, t],
  );

  const offerUndo = useCallback(
    (words: string, undo: () => Promise<unknown>): void => {
      const key = `view-${crypto.randomUUID()}`;
      const click = (): void => {
        message.destroy(key);
        void undo();
      };
      void message.success({
        key,
        duration: 8,
        content: createElement('span', null, words, createElement(Button, { type: 'link', size: 'small', onClick: click }, t('undo'))),
      });
    },
    [message, t],
  );

  const remove = useCallback(
    async (view: Pick<SavedViewFieldsFragment, 'id' | 'version' | 'name'>, quiet = false): Promise<boolean> => {
      const gone = await attempt(
        async () => (await ask(DeleteViewDocument, { id: view.id, version: view.version })).data.deleteView.__typename,
        'ViewDeleted',
      );
      const restore = (): Promise<boolean> =>
        attempt(async () => (await ask(RestoreViewDocument, { id: view.id })).data.restoreView.__typename, 'ViewSaved');
      if (gone && !quiet) offerUndo(t('removed', { name: view.name }), restore);
      return gone;
    },
    [attempt, offerUndo, t],
  );

  const save = useCallback(
    async (input: Omit<SaveViewInput, 'place'>, words: string): Promise<boolean> => {
      let undo: (() => Promise<unknown>) | undefined;
      const kept = await attempt(async () => {
        const outcome = (await ask(SaveViewDocument, { input: { ...input, place } })).data.saveView;
        if (outcome.__typename === 'ViewSaved') {
          const { view, previous } = outcome;
          undo = () =>
            previous === null || previous === undefined
              ? remove(view, true)
              : attempt(async () => {
                  const { id, name, shared, query, columns, sort } = previous;
                  const before = { id, name, shared, query, columns, sort, place, version: view.version };
                  return (await ask(SaveViewDocument, { input: before })).data.saveView.__typename;
                }, 'ViewSaved');
        }
        return outcome.__typename;
      }, 'ViewSaved');
      if (undo !== undefined) offerUndo(words, undo);
      return kept;
    },
    [attempt, offerUndo, place, remove],
  );

  return { save, remove };
};
