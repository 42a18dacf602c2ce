'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../data/ask.ts';
import { PublishThresholdsDocument, RestoreThresholdsDocument, ThresholdsPreviewDocument } from '../gql/graphql.ts';
import type { ThresholdKind, ThresholdsFieldsFragment } from '../gql/graphql.ts';
import { shownValue, storedValue, unitOf } from './units.ts';
import { usePublish } from './use-publish.tsx';
import { useThresholdWords } from './use-threshold-words.ts';
import styles from './SettingsPage.module.css';

interface ThresholdsFormProps {
  readonly kind: ThresholdKind;
  readonly inForce: ThresholdsFieldsFragment;
}

export const ThresholdsForm = ({ kind, inForce }: ThresholdsFormProps) => {
  const t = useTranslations('thresholds');
  const words = useThresholdWords();
  const publish = usePublish();
  const [typed, setTyped] = useState<Readonly<Record<string, number>>>({});
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const changed = inForce.values.flatMap((one) => {
    const value = typed[one.key];
    return value === undefined || value === one.value ? [] : [{ key: one.key, value }];
  });
  const preview = useQuery({
    queryKey: ['thresholds-preview', changed],
    enabled: kind === 'GATES' && changed.length > 0,
    queryFn: async ({ signal }) => (await ask(ThresholdsPreviewDocument, { values: changed }, signal)).data.thresholdsPreview,
  });

  const send = async (): Promise<void> => {
    setBusy(true);
    await publish(async () => {
      const answer = (await ask(PublishThresholdsDocument, { kind, basedOn: inForce.version, values: changed, note })).data
        .publishThresholds;
      if (answer.__typename !== 'ThresholdsPublished')
        return { refusal: answer.__typename === 'ThresholdRefused' ? answer.code : answer.__typename };
      const { version } = answer.thresholds;
      return {
        version,
        undo: async () => {
          const back = { kind, version: answer.previousVersion, basedOn: version, note: t('undoNote', { version }) };
          const undone = (await ask(RestoreThresholdsDocument, back)).data.restoreThresholds;
          return undone.__typename === 'ThresholdsPublished' ? { version: undone.thresholds.version } : { refusal: undone.__typename };
        },
      };
    });
    setBusy(false);
  };

  return (
    <>
      <ul className={styles['values']}>
        {inForce.values.map((one) => {
          const span = unitOf(one.value);
          const value = typed[one.key] ?? one.value;
          return (
            <li key={one.key} data-changed={value !== one.value}>
              <span>{words.name(one.key)}</span>
              <InputNumber
                aria-label={words.name(one.key)}
                value={shownValue(value, one.unit, span)}
                min={shownValue(one.minimum, one.unit, span)}
                max={shownValue(one.maximum, one.unit, span)}
                onChange={(next) => {
                  if (next !== null) setTyped((all) => ({ ...all, [one.key]: storedValue(next, one.unit, span) }));
                }}
              />
              <span>{words.unit(one.unit, one.value)}</span>
              <small>
                {value === one.value
                  ? t('initial', { value: words.value(one.unit, one.initial) })
                  : t('was', { value: words.value(one.unit, one.value) })}
              </small>
            </li>
          );
        })}
      </ul>
      {changed.length > 0 && (
        <div className={styles['publish']}>
          {kind === 'GATES' && (
            <p className={styles['preview']} role="status">
              {preview.data === undefined
                ? t(preview.isError ? 'noPreview' : 'measuring')
                : t.rich('preview', {
                    measured: preview.data.measured,
                    now: preview.data.stuckNow,
                    then: preview.data.stuckThen,
                    turnStuck: preview.data.turnStuck,
                    turnCalm: preview.data.turnCalm,
                    b: (chunks) => <b>{chunks}</b>,
                  })}
            </p>
          )}
          <Input
            aria-label={t('why')}
            placeholder={t('why')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button onClick={() => setTyped({})}>{t('discard')}</Button>
          <Button type="primary" loading={busy} disabled={note.trim() === ''} onClick={() => void send()}>
            {t('publish', { count: changed.length })}
          </Button>
        </div>
      )}
    </>
  );
};
