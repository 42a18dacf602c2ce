'use client';

import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { StartHistoryImportDocument, UndoHistoryImportDocument } from '../gql/graphql.ts';
import type { StartHistoryImportInput } from '../gql/graphql.ts';
import { asStartRefusal } from './import-words.ts';
import { useImportRefresh } from './use-import.ts';

/** Starting an import runs at once and offers its undo; the undo is confirmed by its caller. */
export const useImportDeeds = () => {
  const t = useTranslations('imports');
  const refusals = useTranslations('importStartRefusals');
  const { message, modal } = App.useApp();
  const refresh = useImportRefresh();

  const attempt = async (deed: () => Promise<string | undefined>, done: () => void): Promise<boolean> => {
    try {
      const refusal = await deed();
      if (refusal === undefined) done();
      else void message.warning({ content: refusals(asStartRefusal(refusal)), duration: 6 });
      return refusal === undefined;
    } catch (failure) {
      void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
      return false;
    } finally {
      await refresh();
    }
  };

  const undo = (id: string): Promise<boolean> =>
    attempt(
      async () => {
        const outcome = (await ask(UndoHistoryImportDocument, { importId: id })).data.undoHistoryImport;
        if (outcome.__typename === 'HistoryImportRefused') return outcome.code;
        return outcome.__typename === 'HistoryImportUndone' ? undefined : 'OTHER';
      },
      () => void message.success(t('undoing')),
    );

  const confirmUndo = (id: string, orders: number): void =>
    void modal.confirm({
      title: t('undoTitle'),
      content: t('undoWhat', { count: orders }),
      okText: t('undoNow', { count: orders }),
      okButtonProps: { danger: true },
      cancelText: t('keep'),
      onOk: () => undo(id),
    });

  const start = (input: StartHistoryImportInput): Promise<boolean> =>
    attempt(
      async () => {
        const outcome = (await ask(StartHistoryImportDocument, { input })).data.startHistoryImport;
        if (outcome.__typename === 'HistoryImportRefused') return outcome.code;
        return outcome.__typename === 'HistoryImportStarted' ? undefined : 'OTHER';
      },
      () =>
        void message.success({
          content: (
            <span>
              {t('started')}
              <Button type="link" size="small" href={`/health/import?id=${input.importId}`}>
                {t('undoLater')}
              </Button>
            </span>
          ),
          duration: 5,
        }),
    );

  return { start, confirmUndo };
};
