'use client';

import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useNow } from '../data/clock.ts';
import { RequestFailure } from '../data/failures.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { ConfirmPanel } from './ConfirmPanel.tsx';
import { DropZone } from './DropZone.tsx';
import { FilePanel } from './FilePanel.tsx';
import styles from './import.module.css';
import { ImportList } from './ImportList.tsx';
import { RadarPanel } from './RadarPanel.tsx';
import { useImportDeeds } from './use-import-deeds.tsx';
import { useImport, useImportRefresh, useRadar } from './use-import.ts';

/** The first step of adoption (ING-16): a file of past orders in, their health radar out. */
export const ImportPage = () => {
  const t = useTranslations('imports');
  const [id, setId] = useQueryState('id', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const one = useImport(id);
  const file = one.data ?? undefined;
  const radar = useRadar(id, file?.state);
  const now = useNow();
  const refresh = useImportRefresh();
  const { start, confirmUndo } = useImportDeeds();
  const received = (made: string): void => {
    void setId(made);
    void refresh();
  };
  const failure = one.error instanceof RequestFailure ? one.error : undefined;
  const figures = radar.data ?? undefined;
  const waits = file !== undefined && (file.state === 'INSPECTING' || file.state === 'READY') && file.columns.length > 0;

  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('heading')}</h1>
        <p>{t('promise')}</p>
      </header>
      <DropZone onReceived={received} small={id !== ''} />
      {id !== '' && one.isPending && (
        <Panel>
          <Loading rows={6} />
        </Panel>
      )}
      {one.isError && file === undefined && (
        <Panel>
          <Trouble kind={failure?.kind ?? 'rejected'} code={failure?.code ?? 'UNKNOWN'} onRetry={() => void one.refetch()} />
        </Panel>
      )}
      {one.isSuccess && file === undefined && (
        <Panel>
          <Nothing>{t('noSuch')}</Nothing>
        </Panel>
      )}
      {file !== undefined && (
        <div className={styles['halves']}>
          <div className={styles['column']}>
            <FilePanel file={file} now={now} onUndo={file.state === 'DONE' ? () => confirmUndo(file.id, file.taken) : undefined} />
            {!waits && figures === undefined && file.state !== 'FAILED' && file.state !== 'UNDONE' && (
              <Panel>
                <Loading rows={6} />
              </Panel>
            )}
            {waits && figures !== undefined && <RadarPanel radar={figures} updatedAt={radar.dataUpdatedAt} stale={radar.isError} />}
          </div>
          <div className={styles['column']}>
            {waits && <ConfirmPanel key={file.id} file={file} onStart={start} />}
            {!waits && figures !== undefined && file.state !== 'FAILED' && file.state !== 'UNDONE' && (
              <RadarPanel radar={figures} updatedAt={radar.dataUpdatedAt} stale={radar.isError} />
            )}
          </div>
        </div>
      )}
      <ImportList open={id} />
    </div>
  );
};
