'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Input, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import type { OwnFieldsFragment } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { useOrderDeeds } from './use-order-deeds.tsx';
import styles from './side.module.css';

interface RemarksPanelProps {
  readonly id: string;
  readonly query: UseQueryResult<OwnFieldsFragment | null>;
}

/** What people say about the order. Personal data is refused: it lives in the vault alone. */
export const RemarksPanel = ({ id, query }: RemarksPanelProps) => {
  const t = useTranslations('remarks');
  const now = useNow();
  const { nameOf } = useAccountNames();
  const { addRemark, withdrawRemark } = useOrderDeeds(id);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const remarks = query.data?.remarks ?? [];
  const send = async (): Promise<void> => {
    if (text.trim() === '') return;
    setBusy(true);
    if (await addRemark(text)) setText('');
    setBusy(false);
  };
  if (query.data === undefined || query.data === null) return null;
  return (
    <Panel id="remarks" title={t('title')} finding={remarks.length > 0 ? t('count', { count: remarks.length }) : undefined}>
      <form
        className={styles['remarkForm']}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Input
          value={text}
          maxLength={500}
          aria-label={t('write')}
          placeholder={t('hint')}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit" loading={busy} disabled={text.trim() === ''}>
          {t('add')}
        </Button>
      </form>
      {remarks.length > 0 && (
        <ul>
          {remarks.map((remark) => (
            <li key={remark.id} className={styles['hold']}>
              <span>
                {remark.text}
                <small>
                  {' '}
                  {nameOf(remark.author)} · {nearTime(remark.addedAt, now)}
                </small>
              </span>
              <Popconfirm
                title={t('withdrawAsk')}
                okText={t('withdraw')}
                cancelText={t('keep')}
                onConfirm={() => withdrawRemark(remark.id)}
              >
                <Button type="text" size="small">
                  {t('withdraw')}
                </Button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
