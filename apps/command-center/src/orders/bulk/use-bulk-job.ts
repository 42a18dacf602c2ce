'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { ask } from '../../data/ask.ts';
import { RequestFailure } from '../../data/failures.ts';
import {
  BulkJobDocument,
  BulkJobRowsDocument,
  PreviewBulkJobDocument,
  RetryBulkJobDocument,
  StartBulkJobDocument,
  UndoBulkJobDocument,
} from '../../gql/graphql.ts';
import type { BulkInput, BulkJobFieldsFragment } from '../../gql/graphql.ts';

/** What the job would do, asked anew whenever deed or orders change. */
export const useBulkPreview = (input: BulkInput, wanted: boolean) =>
  useQuery({
    // The reason changes nothing in what can be done.
    queryKey: ['bulk-preview', { ...input, reason: '' }],
    queryFn: async ({ signal }) => (await ask(PreviewBulkJobDocument, { input: { ...input, reason: '-' } }, signal)).data.previewBulkJob,
    enabled: wanted,
    staleTime: 0,
    gcTime: 0,
  });

/** A job that runs, polled until each of its rows has a result. */
const useBulkJob = (started: BulkJobFieldsFragment | undefined): BulkJobFieldsFragment | undefined => {
  const query = useQuery({
    queryKey: ['bulk-job', started?.id],
    queryFn: async ({ signal }) => (await ask(BulkJobDocument, { id: started?.id ?? '' }, signal)).data.bulkJob ?? started,
    enabled: started !== undefined,
    refetchInterval: ({ state }) => (state.data?.finishedAt === null || state.data?.finishedAt === undefined ? 500 : false),
  });
  return query.data ?? started;
};

/** Every row on which the deed was not done, with why: they are to be copied whole, so all pages are read. */
export const useBulkTrouble = (job: BulkJobFieldsFragment | undefined) =>
  useQuery({
    queryKey: ['bulk-trouble', job?.id, job?.refused, job?.failed],
    queryFn: async ({ signal }) => {
      const found: { readonly orderId: string; readonly code?: string | null }[] = [];
      for (let after: string | null | undefined, more = true; more;) {
        const variables = { id: job?.id ?? '', states: ['REFUSED', 'FAILED'], after: after ?? null };
        const page = (await ask(BulkJobRowsDocument, variables, signal)).data.bulkJob?.rows;
        found.push(...(page?.nodes ?? []));
        after = page?.pageInfo.endCursor;
        more = page?.pageInfo.hasNextPage === true;
      }
      return found;
    },
    enabled: job !== undefined && job.refused + job.failed > 0,
  });

interface BulkStart {
  readonly job: BulkJobFieldsFragment | undefined;
  readonly trouble: string | undefined;
  readonly busy: boolean;
  readonly start: (input: BulkInput) => Promise<void>;
  readonly retry: () => Promise<void>;
  /** Releases what the job held, as a job of its own, which is then the one that is shown. */
  readonly undo: () => Promise<void>;
}

/** Starts a job, tries its failed rows again or takes it back; says in words why it could not. */
export const useBulkStart = (): BulkStart => {
  const t = useTranslations('bulk');
  const queries = useQueryClient();
  const [started, setStarted] = useState<BulkJobFieldsFragment | undefined>(undefined);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const job = useBulkJob(started);

  const attempt = useCallback(
    async (act: () => Promise<{ readonly __typename: string; readonly job?: BulkJobFieldsFragment }>): Promise<void> => {
      setBusy(true);
      setTrouble(undefined);
      try {
        const outcome = await act();
        if (outcome.job === undefined) setTrouble(t('refusedStart', { code: outcome.__typename }));
        else {
          queries.removeQueries({ queryKey: ['bulk-job', outcome.job.id] });
          setStarted(outcome.job);
        }
      } catch (failure) {
        setTrouble(t('failedStart', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }));
      } finally {
        setBusy(false);
      }
    },
    [queries, t],
  );
  const start = useCallback(
    (input: BulkInput) =>
      attempt(async () => (await ask(StartBulkJobDocument, { input, idempotencyKey: crypto.randomUUID() })).data.startBulkJob),
    [attempt],
  );
  const id = started?.id;
  const retry = useCallback(
    () => attempt(async () => (await ask(RetryBulkJobDocument, { id: id ?? '' })).data.retryBulkJob),
    [attempt, id],
  );
  const undo = useCallback(() => attempt(async () => (await ask(UndoBulkJobDocument, { id: id ?? '' })).data.undoBulkJob), [attempt, id]);
  return { job, trouble, busy, start, retry, undo };
};
