'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import styles from './BoardPanel.module.css';
import { Panel } from './Panel.tsx';
import { troubleOf } from './PartPanel.tsx';
import { SourceAge } from './SourceAge.tsx';
import { TwinSwitch, TwinTable } from './TwinTable.tsx';
import type { Twin } from './TwinTable.tsx';
import { Loading, Nothing, Trouble } from './WidgetState.tsx';

interface BoardPanelProps<Data> {
  readonly id: string;
  readonly title: string;
  readonly query: UseQueryResult<Data>;
  readonly finding?: ReactNode;
  readonly aside?: (data: Data) => ReactNode;
  /** What is said when there is nothing to draw, and what to do about it; undefined draws. */
  readonly empty?: (data: Data) => ReactNode | undefined;
  readonly twin?: (data: Data) => Twin;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

/** A widget with one source of its own: it waits, fails, ages and stays empty by itself (law L6); its drawing has a table twin. */
export const BoardPanel = <Data,>({ id, title, query, finding, aside, empty, twin, rows = 4, children }: BoardPanelProps<Data>) => {
  const [table, setTable] = useState(false);
  const { data } = query;
  const nothing = data === undefined ? undefined : empty?.(data);
  return (
    <Panel
      id={id}
      fill
      title={title}
      finding={finding}
      aside={
        <span className={styles['aside']}>
          {data !== undefined && aside?.(data)}
          <SourceAge at={query.dataUpdatedAt} stale={query.isError} calm />
          {data !== undefined && nothing === undefined && twin !== undefined && (
            <TwinSwitch on={table} of={title} onToggle={() => setTable(!table)} />
          )}
        </span>
      }
    >
      <div className={styles['body']} data-board={id}>
        {query.isPending && <Loading rows={rows} />}
        {query.isError && data === undefined && <Trouble {...troubleOf(query.error)} onRetry={() => void query.refetch()} />}
        {data !== undefined && nothing !== undefined && <Nothing>{nothing}</Nothing>}
        {data !== undefined && nothing === undefined && (table && twin !== undefined ? <TwinTable twin={twin(data)} /> : children(data))}
      </div>
    </Panel>
  );
};
