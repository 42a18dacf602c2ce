'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RequestFailure } from '../data/failures.ts';
import { Panel } from './Panel.tsx';
import { SourceAge } from './SourceAge.tsx';
import { Loading, Nothing, Trouble } from './WidgetState.tsx';

interface PartPanelProps<Data> {
  readonly title: ReactNode;
  readonly query: UseQueryResult<Data | null>;
  readonly finding?: (data: Data) => ReactNode;
  readonly aside?: ReactNode;
  readonly empty: ReactNode;
  readonly isEmpty: (data: Data) => boolean;
  readonly children: (data: Data) => ReactNode;
  readonly id?: string;
  readonly rows?: number;
}

/** A panel with one source: it waits, fails, ages and stays empty by itself, whatever its neighbours do. */
export const PartPanel = <Data,>({ title, query, finding, aside, empty, isEmpty, children, id, rows = 3 }: PartPanelProps<Data>) => {
  const { data } = query;
  const known = data !== undefined && data !== null && !isEmpty(data);
  return (
    <Panel
      title={title}
      id={id}
      finding={known ? finding?.(data) : undefined}
      aside={query.isError && known ? <SourceAge at={query.dataUpdatedAt} stale /> : aside}
    >
      {query.isPending && <Loading rows={rows} />}
      {query.isError && !known && <Trouble {...troubleOf(query.error)} onRetry={() => void query.refetch()} />}
      {query.isSuccess && !known && <Nothing>{empty}</Nothing>}
      {known && children(data)}
    </Panel>
  );
};

export const troubleOf = (error: Error): Pick<RequestFailure, 'kind' | 'code'> =>
  error instanceof RequestFailure ? { kind: error.kind, code: error.code } : { kind: 'rejected', code: 'UNKNOWN' };
