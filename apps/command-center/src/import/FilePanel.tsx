'use client';

import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { fullTime, dayKey } from '../format/time.ts';
import { count } from '../format/figures.ts';
import { Panel } from '../parts/Panel.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { asFailure, asLayout, asRefusal } from './import-words.ts';
import styles from './import.module.css';
import { isMoving } from './use-import.ts';
import type { ImportDetail } from './use-import.ts';

/** What the file is, in words, and how far it is: rows a second while they are taken. */
export const FilePanel = ({
  file,
  now,
  onUndo,
}: {
  readonly file: ImportDetail;
  readonly now: number;
  readonly onUndo: (() => void) | undefined;
}) => {
  const t = useTranslations('imports');
  const layouts = useTranslations('importLayouts');
  const states = useTranslations('importStates');
  const failures = useTranslations('importFailures');
  const refusals = useTranslations('importRefusals');
  const locale = useLocale();
  const taken = file.state === 'IMPORTING' || file.state === 'DONE';
  const seconds =
    file.startedAt == null
      ? 0
      : Math.max(1, ((file.finishedAt == null ? now : Date.parse(file.finishedAt)) - Date.parse(file.startedAt)) / 1000);
  const part = file.rows === 0 ? 0 : Math.min(1, file.rowsRead / (file.rows + file.headerRow));
  const failed = file.state === 'FAILED';
  return (
    <Panel
      title={file.fileName === '' ? t('unnamed') : file.fileName}
      finding={`${(file.sizeBytes / 1_048_576).toFixed(1)} MB`}
      aside={
        <StateChip tone={failed ? 'red' : file.state === 'DONE' ? 'green' : file.state === 'READY' ? 'amber' : 'brand'}>
          {states(file.state)}
        </StateChip>
      }
    >
      <div className={styles['file']} data-import-state={file.state}>
        {failed ? (
          <p className={styles['failure']} role="alert">
            ◆ {failures(asFailure(file.failure))}
          </p>
        ) : (
          <p className={styles['sentence']} aria-live="polite">
            {file.kind === ''
              ? t('looking')
              : t('recognised', {
                  layout: layouts(asLayout(file.layout)),
                  kind: file.encoding === '' ? file.kind : `${file.kind} · ${file.encoding.toUpperCase()}`,
                  row: file.headerRow,
                })}
          </p>
        )}
        {file.kind !== '' && !failed && (
          <dl className={styles['facts']}>
            <div>
              <dt>{t('rows')}</dt>
              <dd>
                {count(taken && !file.inspected ? file.rowsRead : file.rows)}
                {!file.inspected && !taken && <small> {t('soFar')}</small>}
              </dd>
            </div>
            <div>
              <dt>{t('orders')}</dt>
              <dd>{count(Math.max(file.orders, file.taken))}</dd>
            </div>
            {file.firstAt != null && file.lastAt != null && (
              <div>
                <dt>{t('span')}</dt>
                <dd>
                  {dayKey(file.firstAt)} – {dayKey(file.lastAt)}
                </dd>
              </div>
            )}
            {file.repeated > 0 && (
              <div>
                <dt>{t('repeated')}</dt>
                <dd>{count(file.repeated)}</dd>
              </div>
            )}
            {taken && (
              <div>
                <dt>{t('taken')}</dt>
                <dd>{count(file.taken)}</dd>
              </div>
            )}
            {taken && file.older > 0 && (
              <div>
                <dt>{t('older')}</dt>
                <dd>{count(file.older)}</dd>
              </div>
            )}
            {taken && (
              <div>
                <dt>{t('speed')}</dt>
                <dd>
                  {count(file.rowsRead / seconds)} <small>{t('rowsPerSecond')}</small>
                </dd>
              </div>
            )}
            {taken && (
              <div>
                <dt>{t('time')}</dt>
                <dd>
                  {seconds.toFixed(0)} <small>{t('seconds')}</small>
                </dd>
              </div>
            )}
          </dl>
        )}
        {isMoving(file.state) && (
          <progress
            className={styles['bar']}
            value={file.state === 'IMPORTING' ? part : undefined}
            max={1}
            aria-label={states(file.state)}
          />
        )}
        {file.sameFileAs != null && <p className={styles['note']}>◆ {t('sameFile')}</p>}
        <p className={styles['small']}>
          {t('tellsUntil', { at: fullTime(file.fileAt) })}
          {file.shopName !== '' && ` · ${t('goesTo', { shop: file.shopName })}`}
        </p>
        {(file.refusals.length > 0 || file.refused > 0) && (
          <div className={styles['refused']}>
            <h3>{taken ? t('refusedRows', { count: file.refused }) : t('willRefuse')}</h3>
            <ul>
              {file.refusals.map((each) => (
                <li key={each.reason}>
                  <span>{refusals(asRefusal(each.reason))}</span>
                  <b>{each.rows.toLocaleString(locale)}</b>
                </li>
              ))}
            </ul>
            {taken && file.refused > 0 && (
              <Button size="small" href={`/imports/${file.id}/refused.csv`} download>
                {t('downloadRefused', { count: file.refused })}
              </Button>
            )}
          </div>
        )}
        {file.state === 'DONE' && onUndo !== undefined && (
          <Button size="small" danger onClick={onUndo}>
            {t('undo', { count: file.taken })}
          </Button>
        )}
      </div>
    </Panel>
  );
};
