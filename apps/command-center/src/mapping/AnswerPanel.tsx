'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { nearTime } from '../format/time.ts';
import { useNow } from '../data/clock.ts';
import { Panel } from '../parts/Panel.tsx';
import { asSystem } from '../words/codes.ts';
import { acceptWires, changesBetween, hasWire } from './rules.ts';
import type { Rule } from './rules.ts';
import { useMappingDeeds } from './use-mapping-deeds.ts';
import { useMappingSystems, useSuggestions } from './use-mapping.ts';
import type { Trial } from './use-mapping.ts';
import { mappingAddress } from './view.ts';
import type { MappingView } from './view.ts';
import { WireList } from './WireList.tsx';
import styles from './AnswerPanel.module.css';

const PublishDialog = dynamic(() => import('./PublishDialog.tsx').then((file) => file.PublishDialog), { ssr: false });

interface AnswerPanelProps {
  readonly system: string;
  readonly mapping: {
    readonly version: number;
    readonly publishedAt: string;
    readonly publishedBy: string;
    readonly rules: readonly Rule[];
  };
  readonly draft: {
    readonly rules: readonly Rule[];
    readonly isChanged: boolean;
    readonly change: (rules: readonly Rule[]) => void;
    readonly drop: () => void;
  };
  readonly trial: UseQueryResult<Trial>;
  readonly view: MappingView;
}

/** What is the matter with this mapping, and the next step: take the wires, see what they change, publish, replay what was held. */
export const AnswerPanel = ({ system, mapping, draft, trial, view }: AnswerPanelProps) => {
  const t = useTranslations('mapping');
  const systems = useTranslations('systems');
  const now = useNow();
  const { nameOf } = useAccountNames();
  const { replay } = useMappingDeeds();
  const [publishing, setPublishing] = useState(false);
  const [busy, setBusy] = useState(false);
  const wires = (useSuggestions(system).data ?? []).filter((wire) => !hasWire(mapping.rules, wire));
  const open = wires.filter((wire) => !hasWire(draft.rules, wire));
  const test = trial.data?.mappingTest;
  const quarantine = trial.data?.quarantineTrial;
  const samples = test?.samples ?? [];
  const readBefore = samples.filter((sample) => sample.before === null || sample.before === undefined).length;
  const readNow = samples.filter((sample) => sample.after === null || sample.after === undefined).length;
  const through = quarantine?.through ?? 0;
  const tried = quarantine?.total ?? 0;
  const held = Math.max(tried, useMappingSystems().data?.find((each) => each.name === system)?.held ?? 0);
  const changes = changesBetween(mapping.rules, draft.rules);
  const step = open.length > 0 ? 'accept' : draft.isChanged ? 'publish' : through > 0 ? 'replay' : 'calm';
  const name = t('system', {
    system: systems(asSystem(system.replace(/-refund$/, ''))),
    kind: system.endsWith('-refund') ? 'REFUND' : 'ORDER',
  });

  const runReplay = async (): Promise<void> => {
    setBusy(true);
    await replay(system, null);
    setBusy(false);
  };

  return (
    <Panel>
      <div className={styles['top']}>
        <div>
          <p className={styles['answer']} data-step={step} role="status">
            {sentence()}
          </p>
          <p className={styles['by']}>
            {t('inForce', {
              version: mapping.version,
              at: now === 0 ? '' : nearTime(mapping.publishedAt, now),
              by: mapping.publishedBy === 'first version' ? t('firstVersion') : nameOf(mapping.publishedBy),
            })}
          </p>
        </div>
        <div className={styles['deeds']}>
          {step === 'accept' && (
            <Button type="primary" onClick={() => draft.change(acceptWires(draft.rules, wires))}>
              {t('acceptWires', { count: open.length })}
            </Button>
          )}
          {draft.isChanged && <Button onClick={draft.drop}>{t('dropDraft')}</Button>}
          {draft.isChanged && (
            <Button
              type={step === 'publish' ? 'primary' : 'default'}
              disabled={(test?.problems.length ?? 0) > 0}
              onClick={() => setPublishing(true)}
            >
              {t('publish', { version: mapping.version + 1 })}
            </Button>
          )}
          {step === 'replay' && (
            <Popconfirm
              title={t('replayAsk', { count: through })}
              description={t('replayWhat')}
              okText={t('replay', { count: through })}
              cancelText={t('notNow')}
              onConfirm={() => void runReplay()}
            >
              <Button type="primary" loading={busy}>
                {t('replay', { count: through })}
              </Button>
            </Popconfirm>
          )}
        </div>
      </div>
      {(wires.length > 0 || draft.isChanged) && (
        <ol className={styles['steps']} aria-label={t('steps')}>
          <li data-state={wires.length === 0 ? 'none' : open.length === 0 ? 'done' : 'now'}>
            <b>{t('stepWires')}</b>
            <WireList wires={wires} taken={draft.rules} onTake={(wire) => draft.change(acceptWires(draft.rules, [wire]))} />
          </li>
          <li data-state={draft.isChanged ? 'done' : 'ahead'}>
            <b>{t('stepTest')}</b>
            <Link href={mappingAddress({ ...view, tab: 'test' })}>
              {draft.isChanged
                ? t('testResult', { read: readNow, total: samples.length, before: readBefore })
                : t('testNow', { read: readBefore, total: samples.length })}
            </Link>
          </li>
          <li data-state={draft.isChanged && open.length === 0 ? 'now' : 'ahead'}>
            <b>{t('stepPublish', { version: mapping.version + 1 })}</b>
            <span>
              {(test?.problems.length ?? 0) > 0
                ? t('problemCount', { count: test?.problems.length ?? 0 })
                : t('changeCount', { count: changes.length })}
            </span>
          </li>
          <li data-state="ahead">
            <b>{t('stepReplay')}</b>
            <Link href={mappingAddress({ ...view, tab: 'held' })}>{t('throughCount', { through, total: tried })}</Link>
          </li>
        </ol>
      )}
      {publishing && (
        <PublishDialog
          system={system}
          basedOn={mapping.version}
          rules={draft.rules}
          changes={changes}
          through={through}
          suggested={
            wires.length > 0
              ? t('reasonRenamed', {
                  fields: wires
                    .map((wire) => wire.from.slice(wire.from.lastIndexOf('/') + 1))
                    .filter((each, at, all) => all.indexOf(each) === at)
                    .join('、'),
                })
              : ''
          }
          onDone={(published) => {
            setPublishing(false);
            if (published) draft.drop();
          }}
        />
      )}
    </Panel>
  );

  function sentence() {
    if (wires.length > 0) {
      const [first] = wires.toSorted((a, b) => a.from.length - b.from.length);
      return t.rich('answerRenamed', {
        name,
        held,
        from: leaf(first?.from),
        to: leaf(first?.to),
        code: (chunks) => <code>{chunks}</code>,
        hot: (chunks) => <em>{chunks}</em>,
      });
    }
    if (held > 0) return t.rich('answerHeld', { name, held, through, hot: (chunks) => <em>{chunks}</em> });
    return t('answerCalm', { name, read: readNow, total: samples.length });
  }
};

const leaf = (pointer: string | undefined): string => (pointer === undefined ? '' : pointer.slice(pointer.lastIndexOf('/') + 1));
