'use client';

import { Button, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { asDeed } from './deeds.ts';
import { useAuditDeeds } from './use-audit.ts';
import { emptyView, isFiltered, kindKeys, whenKeys } from './view.ts';
import type { AuditView } from './view.ts';
import styles from './AuditPage.module.css';

interface AuditFilterBarProps {
  readonly view: AuditView;
  readonly onChange: (change: Partial<AuditView>) => void;
}

/** Order, person, deed, kind of actor, time: the ways in which the log is searched (GOV-01). */
export const AuditFilterBar = ({ view, onChange }: AuditFilterBarProps) => {
  const t = useTranslations('audit');
  const words = useTranslations('auditDeeds');
  const kinds = useTranslations('actorKinds');
  const windows = useTranslations('windows');
  const { accounts } = useAccountNames();
  const deeds = useAuditDeeds();
  const [order, setOrder] = useState(view.order);
  useEffect(() => setOrder(view.order), [view.order]);
  return (
    <div className={styles['filters']} role="search" aria-label={t('filter')}>
      <Input
        allowClear
        className={styles['order-box'] ?? ''}
        aria-label={t('order')}
        placeholder={t('order')}
        value={order}
        onChange={(event) => {
          setOrder(event.target.value);
          if (event.target.value === '') onChange({ order: '' });
        }}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) onChange({ order: order.trim() });
        }}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className={styles['select'] ?? ''}
        aria-label={t('person')}
        placeholder={t('person')}
        value={view.actor === '' ? null : view.actor}
        options={accounts.map((account) => ({ value: account.id, label: account.name }))}
        onChange={(actor: string | null | undefined) => onChange({ actor: actor ?? '' })}
      />
      <Select
        allowClear
        mode="multiple"
        maxTagCount={1}
        showSearch={{ optionFilterProp: 'label' }}
        className={styles['deeds'] ?? ''}
        aria-label={t('deed')}
        placeholder={t('deed')}
        value={view.deed}
        options={(deeds.data ?? []).map((deed) => {
          const key = asDeed(deed);
          return { value: deed, label: key === undefined ? deed : words(key) };
        })}
        onChange={(deed: string[]) => onChange({ deed })}
      />
      <Select
        allowClear
        className={styles['short'] ?? ''}
        aria-label={t('kind')}
        placeholder={t('kind')}
        value={view.kind}
        options={kindKeys.map((key) => ({ value: key, label: kinds(key) }))}
        onChange={(kind: AuditView['kind'] | undefined) => onChange({ kind: kind ?? null })}
      />
      <Select
        allowClear
        className={styles['short'] ?? ''}
        aria-label={t('when')}
        placeholder={t('when')}
        value={view.when}
        options={whenKeys.map((key) => ({ value: key, label: windows(key) }))}
        onChange={(when: AuditView['when'] | undefined) => onChange({ when: when ?? null })}
      />
      {isFiltered(view) && (
        <Button size="small" type="text" onClick={() => onChange(emptyView)}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
};
