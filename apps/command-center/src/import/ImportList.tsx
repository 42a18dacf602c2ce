'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { count } from '../format/figures.ts';
import { fullTime } from '../format/time.ts';
import { Panel } from '../parts/Panel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { RequestFailure } from '../data/failures.ts';
import { asLayout } from './import-words.ts';
import styles from './import.module.css';
import { useImports } from './use-import.ts';

/** Earlier imports, the newest first. */
export const ImportList = ({ open }: { readonly open: string }) => {
  const t = useTranslations('imports');
  const layouts = useTranslations('importLayouts');
  const states = useTranslations('importStates');
  const imports = useImports();
  const failure = imports.error instanceof RequestFailure ? imports.error : undefined;
  const rows = imports.data ?? [];
  return (
    <Panel title={t('earlier')} aside={<SourceAge at={imports.dataUpdatedAt} stale={imports.isError} />}>
      {imports.isPending && <Loading rows={4} />}
      {imports.isError && rows.length === 0 && (
        <Trouble kind={failure?.kind ?? 'rejected'} code={failure?.code ?? 'UNKNOWN'} onRetry={() => void imports.refetch()} />
      )}
      {imports.isSuccess && rows.length === 0 && <Nothing>{t('noneYet')}</Nothing>}
      {rows.length > 0 && (
        <div className={styles['rows']}>
          <PlainTable>
            <thead>
              <tr>
                <th scope="col">{t('file')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('layout')}</th>
                <th scope="col">{t('shop')}</th>
                <th scope="col" data-figure>
                  {t('orders')}
                </th>
                <th scope="col" data-figure>
                  {t('refused')}
                </th>
                <th scope="col">{t('at')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} aria-current={row.id === open}>
                  <td>
                    <Link href={`/health/import?id=${row.id}`}>{row.fileName === '' ? t('unnamed') : row.fileName}</Link>
                  </td>
                  <td>
                    <StateChip
                      tone={row.state === 'FAILED' ? 'red' : row.state === 'DONE' ? 'green' : row.state === 'READY' ? 'amber' : 'plain'}
                    >
                      {states(row.state)}
                    </StateChip>
                  </td>
                  <td>{layouts(asLayout(row.layout))}</td>
                  <td>{row.shopName === '' ? '—' : row.shopName}</td>
                  <td data-figure="true" data-label={t('orders')}>
                    {count(Math.max(row.taken, row.orders))}
                  </td>
                  <td data-figure="true" data-label={t('refused')}>
                    {count(row.refused)}
                  </td>
                  <td>{fullTime(row.uploadedAt).slice(0, 16)}</td>
                </tr>
              ))}
            </tbody>
          </PlainTable>
        </div>
      )}
    </Panel>
  );
};
