'use client';

import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import {
  CloseWorkItemsDocument,
  DecideConflictDocument,
  GiveBackWorkItemsDocument,
  HandOverWorkItemsDocument,
  NoteWorkItemDocument,
  ReopenWorkItemsDocument,
  TakeWorkItemsDocument,
} from '../gql/graphql.ts';
import type { ConflictDecision, WorkItemAnswerFragment, WorkItemsPageQuery } from '../gql/graphql.ts';
import { answersOf, itemsOf } from './answers.ts';
import type { WorkItemRow } from './use-work-items.ts';

type Pages = InfiniteData<WorkItemsPageQuery['workItems'], string | undefined>;

/** Deeds on work items, one or many; each row answers for itself. What is reversible offers its undo (law L7). */
export const useItemDeeds = () => {
  const t = useTranslations('itemDeeds');
  const { message, notification } = App.useApp();
  const queries = useQueryClient();
  const { nameOf } = useAccountNames();

  /** Renews rows where they stand; an ended one stays in sight until the list is asked for again. */
  const renew = useCallback(
    (items: readonly WorkItemRow[]): void => {
      const fresh = new Map(items.map((item) => [item.id, item]));
      queries.setQueriesData<Pages>({ queryKey: ['work-items'] }, (pages) =>
        pages === undefined
          ? pages
          : { ...pages, pages: pages.pages.map((page) => ({ ...page, nodes: page.nodes.map((node) => fresh.get(node.id) ?? node) })) },
      );
      for (const key of ['work-item', 'work-item-pools', 'work-items-count', 'place-count', 'order'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
    [queries],
  );

  const refusalOf = useCallback(
    (answer: WorkItemAnswerFragment): string => {
      switch (answer.__typename) {
        case 'WorkItemTaken':
          return t('taken', { name: nameOf(answer.assignee) });
        case 'WorkItemEnded':
          return t('ended');
        case 'WorkItemStaysOpen':
          return t('staysOpen');
        case 'WorkItemNotFound':
          return t('notFound');
        case 'NoteRefused':
          return answer.code === 'NOTE_PERSONAL_DATA' ? t('notePersonal') : answer.code === 'NOTE_EMPTY' ? t('noteEmpty') : t('noteLong');
        case 'WorkItemNotAllowed':
          return t('notAllowed');
        case 'WorkItemChanged':
          return '';
      }
    },
    [nameOf, t],
  );

  const run = useCallback(
    async (
      send: () => Promise<readonly WorkItemAnswerFragment[]>,
      said: (count: number) => string,
      undo?: (ids: readonly string[]) => void,
    ): Promise<readonly WorkItemAnswerFragment[]> => {
      try {
        const answers = await send();
        const items = itemsOf(answers);
        renew(items);
        const refused = answersOf(answers).refused;
        if (items.length > 0) {
          const key = `items-${items[0]?.id}`;
          const back =
            undo === undefined
              ? undefined
              : () => {
                  message.destroy(key);
                  undo(items.map((item) => item.id));
                };
          void message.success({
            key,
            duration: back === undefined ? 3 : 8,
            content: (
              <span>
                {said(items.length)}
                {back !== undefined && (
                  <Button type="link" size="small" onClick={back}>
                    {t('undo')}
                  </Button>
                )}
              </span>
            ),
          });
        }
        const [only] = refused;
        if (refused.length === 1 && only !== undefined && answers.length === 1)
          void message.warning({ content: refusalOf(only), duration: 6 });
        else if (refused.length > 0) {
          notification.warning({
            title: t('someRefused', { refused: refused.length, done: items.length }),
            description: (
              <ul>
                {[...new Set(refused.map(refusalOf))].map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            ),
            duration: 10,
          });
        }
        return answers;
      } catch (failure) {
        void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
        return [];
      }
    },
    [message, notification, refusalOf, renew, t],
  );

  const take = useCallback(
    (ids: readonly string[]): Promise<readonly WorkItemAnswerFragment[]> =>
      run(
        async () => (await ask(TakeWorkItemsDocument, { ids })).data.takeWorkItems,
        (count) => t('tookIt', { count }),
        (taken) =>
          void run(
            async () => (await ask(GiveBackWorkItemsDocument, { ids: taken })).data.giveBackWorkItems,
            (count) => t('gaveBack', { count }),
          ),
      ),
    [run, t],
  );
  const giveBack = useCallback(
    (ids: readonly string[]) =>
      run(
        async () => (await ask(GiveBackWorkItemsDocument, { ids })).data.giveBackWorkItems,
        (count) => t('gaveBack', { count }),
        (back) => void take(back),
      ),
    [run, t, take],
  );
  const handOver = useCallback(
    (ids: readonly string[], to: string, from?: string | null) => {
      const send = (whom: string) => async () => (await ask(HandOverWorkItemsDocument, { ids, to: whom })).data.handOverWorkItems;
      const undo =
        from === undefined || from === null || from === ''
          ? undefined
          : () => void run(send(from), () => t('handedOver', { name: nameOf(from) }));
      return run(send(to), () => t('handedOver', { name: nameOf(to) }), undo ?? ((handed) => void giveBack(handed)));
    },
    [giveBack, nameOf, run, t],
  );
  const close = useCallback(
    (ids: readonly string[], note: string) =>
      run(
        async () => (await ask(CloseWorkItemsDocument, { ids, note })).data.closeWorkItems,
        (count) => t('closedIt', { count }),
        (closed) =>
          void run(
            async () => (await ask(ReopenWorkItemsDocument, { ids: closed })).data.reopenWorkItems,
            (count) => t('reopened', { count }),
          ),
      ),
    [run, t],
  );
  const note = useCallback(
    (id: string, text: string) =>
      run(
        async () => one((await ask(NoteWorkItemDocument, { id, text })).data.noteWorkItem),
        () => t('noted'),
      ),
    [run, t],
  );
  const decide = useCallback(
    (id: string, decision: ConflictDecision, text: string) =>
      run(
        async () => one((await ask(DecideConflictDocument, { id, decision, note: text })).data.decideConflict),
        () => t('decided'),
      ),
    [run, t],
  );
  return { take, giveBack, handOver, close, note, decide };
};

const one = (answer: WorkItemAnswerFragment): readonly WorkItemAnswerFragment[] => [answer];
