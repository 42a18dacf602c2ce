'use client';

import { Button, Input, InputNumber, Switch } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { HoldRulesFieldsFragment } from '../gql/graphql.ts';
import { Owner } from '../words/Owner.tsx';
import { publishRules, typedRules } from './hold-rules.ts';
import type { TypedRules } from './hold-rules.ts';
import { usePublish } from './use-publish.tsx';
import styles from './SettingsPage.module.css';

export const HoldsForm = ({ rules }: { readonly rules: HoldRulesFieldsFragment }) => {
  const t = useTranslations('holdRules');
  const publish = usePublish();
  const before = typedRules(rules);
  const [typed, setTyped] = useState<TypedRules>(before);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(typed) !== JSON.stringify(before);
  const change = (next: Partial<TypedRules>): void => setTyped((now) => ({ ...now, ...next }));
  const send = async (): Promise<void> => {
    setBusy(true);
    await publish(() => publishRules(typed, rules, reason, t('undoNote', { version: rules.version + 1 })));
    setBusy(false);
  };
  return (
    <>
      <div className={styles['rule']}>
        <b>{t('highValue')}</b>
        <Switch
          size="small"
          aria-label={t('highValue')}
          checked={typed.highValueEnabled}
          onChange={(highValueEnabled) => change({ highValueEnabled })}
        />
        {t('from')}
        <InputNumber
          aria-label={t('highValueFrom')}
          min={1}
          precision={2}
          value={typed.yuan}
          onChange={(yuan) => change({ yuan: yuan ?? typed.yuan })}
        />
        {t('yuan')}
        <Decides owner={rules.highValue.owner} minutes={rules.highValue.dueMinutes} />
      </div>
      <div className={styles['rule']}>
        <b>{t('vagueAddress')}</b>
        <Switch
          size="small"
          aria-label={t('vagueAddress')}
          checked={typed.vagueAddressEnabled}
          onChange={(vagueAddressEnabled) => change({ vagueAddressEnabled })}
        />
        {t('vagueMeans')}
        <Decides owner={rules.vagueAddress.owner} minutes={rules.vagueAddress.dueMinutes} />
      </div>
      <div className={styles['rule']}>
        <b>{t('abnormalPrice')}</b>
        <Switch
          size="small"
          aria-label={t('abnormalPrice')}
          checked={typed.abnormalPriceEnabled}
          onChange={(abnormalPriceEnabled) => change({ abnormalPriceEnabled })}
        />
        {t('below')}
        <InputNumber
          aria-label={t('abnormalBelow')}
          min={1}
          max={99}
          precision={0}
          value={typed.percent}
          onChange={(percent) => change({ percent: percent ?? typed.percent })}
        />
        {t('ofUsual')}
        <Decides owner={rules.abnormalPrice.owner} minutes={rules.abnormalPrice.dueMinutes} />
      </div>
      {isChanged && (
        <div className={styles['publish']}>
          <Input
            aria-label={t('why')}
            placeholder={t('why')}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button onClick={() => setTyped(before)}>{t('discard')}</Button>
          <Button type="primary" loading={busy} disabled={reason.trim() === ''} onClick={() => void send()}>
            {t('publish')}
          </Button>
        </div>
      )}
    </>
  );
};

const Decides = ({ owner, minutes }: { readonly owner: string; readonly minutes: number }) => {
  const t = useTranslations('holdRules');
  return (
    <small>
      <Owner owner={owner} /> · {t('within', { minutes })}
    </small>
  );
};
