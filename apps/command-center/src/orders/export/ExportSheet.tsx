'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../../data/ask.ts';
import { asRecord, asText } from '../../data/parse.ts';
import { OrdersExactCountDocument } from '../../gql/graphql.ts';
import type { OrderFilter, OrderSort } from '../../gql/graphql.ts';
import { troubleOf } from '../../parts/PartPanel.tsx';
import { Loading, Trouble } from '../../parts/WidgetState.tsx';
import { Sheet } from '../../shell/Sheet.tsx';
import type { ColumnKey } from '../columns.ts';
import { exportAddress, exportReasons, fileKinds, maskedColumns } from './export-address.ts';
import type { FileKind } from './export-address.ts';
import styles from '../bulk/Bulk.module.css';

const mostRows = 500_000;

interface ExportSheetProps {
  readonly filter: OrderFilter;
  readonly sort: OrderSort;
  readonly columns: readonly ColumnKey[];
  readonly onClose: () => void;
}

/** Before a file leaves: how many rows, which columns are masked, and for what; the reason goes into the audit log. */
export const ExportSheet = ({ filter, sort, columns, onClose }: ExportSheetProps) => {
  const t = useTranslations('export');
  const names = useTranslations('columns');
  const kinds = useTranslations('fileKinds');
  const reasons = useTranslations('exportReasons');
  const [open, setOpen] = useState(true);
  const [kind, setKind] = useState<FileKind>('csv');
  const [reason, setReason] = useState<(typeof exportReasons)[number]>('dailyCheck');
  const [state, setState] = useState<'idle' | 'busy' | 'done' | { readonly refused: string }>('idle');
  const count = useQuery({
    queryKey: ['export-count', filter],
    queryFn: async ({ signal }) => (await ask(OrdersExactCountDocument, { filter }, signal)).data.orders.totalCount,
  });
  const close = (): void => {
    setOpen(false);
    onClose();
  };
  const fetchFile = async (): Promise<void> => {
    setState('busy');
    try {
      const answer = await fetch(exportAddress({ kind, filter, sort, columns, reason: reasons(reason) }));
      if (!answer.ok) {
        const body = asRecord(await answer.json().catch(() => undefined));
        setState({ refused: asText(body?.['code']) ?? `HTTP_${answer.status}` });
        return;
      }
      save(await answer.blob(), answer.headers.get('content-disposition') ?? '', kind);
      setState('done');
    } catch {
      setState({ refused: 'NETWORK' });
    }
  };
  const masked = columns.filter((key) => maskedColumns.includes(key));
  const rows = count.data ?? 0;
  return (
    <Sheet title={t('title')} open={open} onClose={close}>
      <div className={styles['ask']}>
        {count.isPending && <Loading rows={1} />}
        {count.isError && <Trouble {...troubleOf(count.error)} onRetry={() => void count.refetch()} />}
        {count.data !== undefined && (
          <div className={styles['preview']} role="status">
            <p className={styles['answer']}>{t.rich('rows', { rows, columns: columns.length - 1, b: (words) => <b>{words}</b> })}</p>
            {masked.length > 0 && <p>{t('masked', { columns: masked.map((key) => names(key)).join('、') })}</p>}
            {rows > mostRows && <p className={styles['red']}>▲ {t('tooMany', { most: mostRows })}</p>}
          </div>
        )}
        <fieldset className={styles['reasons']}>
          <legend>{t('kind')}</legend>
          {fileKinds.map((each) => (
            <label key={each}>
              <input type="radio" name="file-kind" checked={kind === each} onChange={() => setKind(each)} />
              {kinds(each)}
            </label>
          ))}
        </fieldset>
        <fieldset className={styles['reasons']}>
          <legend>{t('why')}</legend>
          {exportReasons.map((each) => (
            <label key={each}>
              <input type="radio" name="export-reason" checked={reason === each} onChange={() => setReason(each)} />
              {reasons(each)}
            </label>
          ))}
        </fieldset>
        <p className={styles['means']}>{t('audited')}</p>
        {typeof state === 'object' && (
          <p role="alert" className={styles['red']}>
            ▲ {t('refused', { code: state.refused })}
          </p>
        )}
        {state === 'done' && <p role="status">{t('done')}</p>}
        <div className={styles['foot']}>
          <Button onClick={close}>{state === 'done' ? t('close') : t('leave')}</Button>
          <Button type="primary" loading={state === 'busy'} disabled={rows === 0 || rows > mostRows} onClick={() => void fetchFile()}>
            {t('go', { rows })}
          </Button>
        </div>
      </div>
    </Sheet>
  );
};

const save = (file: Blob, disposition: string, kind: FileKind): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = /filename="([^"]+)"/.exec(disposition)?.[1] ?? `orders.${kind === 'xlsx' ? 'xlsx' : 'csv'}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
