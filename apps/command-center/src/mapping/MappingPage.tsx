'use client';

import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Loading, Trouble } from '../parts/WidgetState.tsx';
import { AnswerPanel } from './AnswerPanel.tsx';
import { FieldsTab } from './FieldsTab.tsx';
import { HeldTab } from './HeldTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { PathsTab } from './PathsTab.tsx';
import { SkusTab } from './SkusTab.tsx';
import { SystemTabs } from './SystemTabs.tsx';
import { TestTab } from './TestTab.tsx';
import { useDraft } from './use-draft.ts';
import { useMappingDesk, useSkus, useTrial } from './use-mapping.ts';
import { tabKeys, viewParsers } from './view.ts';
import styles from './mapping.module.css';

/** The mapping desk: what a channel's payloads are read by, tried before it is published. The canvas stands beside it later; this list is complete. */
export const MappingPage = () => {
  const t = useTranslations('mapping');
  const tabs = useTranslations('mappingTabs');
  const [view, setView] = useQueryStates(viewParsers, { history: 'push' });
  const { system, tab } = view;
  const desk = useMappingDesk(system);
  const mapping = desk.data?.fieldMapping ?? undefined;
  const draft = useDraft(system, mapping?.version, mapping?.rules);
  const trial = useTrial(system, draft.rules, view.sample);
  const skus = useSkus();
  const counts: Readonly<Partial<Record<(typeof tabKeys)[number], number>>> = {
    fields: draft.rules.length,
    ...(trial.data === undefined
      ? {}
      : { test: trial.data.mappingTest?.samples.length ?? 0, held: trial.data.quarantineTrial?.total ?? 0 }),
    ...(skus.data === undefined ? {} : { skus: skus.data.unboundSkus.length }),
    ...(mapping === undefined ? {} : { history: mapping.version }),
  };

  return (
    <div className={styles['page']}>
      <SystemTabs view={view} onChange={(next) => void setView({ system: next, field: null, sample: null, version: null, since: null })} />
      {desk.isPending && (
        <Panel>
          <Loading rows={8} />
        </Panel>
      )}
      {desk.isError && mapping === undefined && (
        <Panel>
          <Trouble {...troubleOf(desk.error)} onRetry={() => void desk.refetch()} />
        </Panel>
      )}
      {desk.isSuccess && mapping === undefined && <Panel>{t('noSystem', { system })}</Panel>}
      {mapping !== undefined && (
        <>
          <AnswerPanel system={system} mapping={mapping} draft={draft} trial={trial} view={view} />
          <div className={styles['tabs']} role="group" aria-label={t('parts')}>
            {tabKeys.map((key) => (
              <button key={key} type="button" aria-pressed={tab === key} onClick={() => void setView({ tab: key, field: null })}>
                {tabs(key)}
                {counts[key] !== undefined && <b>{counts[key].toLocaleString('en-US')}</b>}
              </button>
            ))}
          </div>
          {tab === 'fields' && (
            <FieldsTab
              system={system}
              fields={desk.data?.canonicalFields ?? []}
              mapping={mapping}
              draft={draft}
              trial={trial.data}
              view={view}
              onView={(next) => void setView(next)}
            />
          )}
          {tab === 'test' && <TestTab trial={trial} onPick={(sample) => void setView({ sample })} />}
          {tab === 'held' && <HeldTab system={system} view={view} trial={trial.data} onView={(next) => void setView(next)} />}
          {tab === 'skus' && <SkusTab skus={skus} />}
          {tab === 'history' && <HistoryTab system={system} mapping={mapping} view={view} onView={(next) => void setView(next)} />}
          {tab === 'paths' && <PathsTab system={system} mapping={mapping} view={view} onView={(next) => void setView(next)} />}
        </>
      )}
    </div>
  );
};
