'use client';

import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../data/ask.ts';
import { preciseClock } from '../format/time.ts';
import { RawPayloadDocument } from '../gql/graphql.ts';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { tidy } from './tidy.ts';
import { difference } from './difference.ts';
import styles from './FactRow.module.css';

const useRaw = (reference: string | undefined) =>
  useQuery({
    queryKey: ['raw', reference],
    enabled: reference !== undefined,
    // A raw body never changes.
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await ask(RawPayloadDocument, { ref: reference ?? '' }, signal)).data.rawPayload ?? null,
  });

/** What the system really sent, as far as it is harmless; asked for one at a time, when somebody opens it. */
export const RawPayload = ({ reference }: { readonly reference: string }) => {
  const t = useTranslations('raw');
  const { message } = App.useApp();
  const [comparing, setComparing] = useState(false);
  const raw = useRaw(reference);
  const previous = useRaw(comparing ? (raw.data?.previousRef ?? undefined) : undefined);

  if (raw.isPending) return <Loading rows={3} />;
  if (raw.isError) return <Trouble {...troubleOf(raw.error)} onRetry={() => void raw.refetch()} />;
  if (raw.data === null) return <Nothing>{t('gone')}</Nothing>;
  const { data } = raw;
  const body = tidy(data.body);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(body);
    void message.success(t('copied'));
  };
  return (
    <div className={styles['raw']}>
      <pre tabIndex={0} aria-label={t('title')}>
        {comparing && previous.data
          ? difference(tidy(previous.data.body), body).map((line, index) => (
              <span
                key={index}
                className={line.kind === 'added' ? styles['added'] : line.kind === 'removed' ? styles['removed'] : undefined}
              >
                {line.text}
                {'\n'}
              </span>
            ))
          : body}
      </pre>
      <div className={styles['foot']}>
        <span>{t('title')}</span>
        <span className="mono">{data.operation}</span>
        <span>{t('size', { size: data.sizeBytes < 1024 ? `${data.sizeBytes} B` : `${(data.sizeBytes / 1024).toFixed(1)} KB` })}</span>
        <span>
          {data.direction === 'IN'
            ? t('received', { at: preciseClock(data.receivedAt) })
            : t('sent', { at: preciseClock(data.receivedAt) })}
        </span>
        {data.previousRef && (
          <Button type="link" size="small" loading={comparing && previous.isPending} onClick={() => setComparing((was) => !was)}>
            {comparing ? t('whole') : t('compare')}
          </Button>
        )}
        <Button type="link" size="small" onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </div>
    </div>
  );
};
