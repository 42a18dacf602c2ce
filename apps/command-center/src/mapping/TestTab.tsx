'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { ReadingText } from './ReadingText.tsx';
import type { Trial } from './use-mapping.ts';
import { useFieldName, useProblemWords, useTroubleWords } from './words.ts';
import styles from './TestTab.module.css';

interface TestTabProps {
  readonly trial: UseQueryResult<Trial>;
  readonly onPick: (sample: string) => void;
}

/** The newest stored payloads under the draft, beside what the published version makes of them. */
export const TestTab = ({ trial, onPick }: TestTabProps) => {
  const t = useTranslations('mapping');
  const words = useTroubleWords();
  const problems = useProblemWords();
  const name = useFieldName();
  const now = useNow();
  const test = trial.data?.mappingTest;
  if (trial.isPending)
    return (
      <Panel>
        <Loading rows={8} />
      </Panel>
    );
  if (test === undefined || test === null)
    return (
      <Panel>
        {trial.isError ? <Trouble {...troubleOf(trial.error)} onRetry={() => void trial.refetch()} /> : <Nothing>{t('noSamples')}</Nothing>}
      </Panel>
    );
  return (
    <div className={styles['test']}>
      <Panel title={t('samples')} finding={t('samplesWhat')} aside={<SourceAge at={trial.dataUpdatedAt} stale={trial.isError} />}>
        {test.problems.length > 0 && (
          <ul className={styles['problems']} role="alert">
            {test.problems.map((problem) => (
              <li key={`${problem.target}${problem.code}${problem.about}`}>▲ {problems(problem)}</li>
            ))}
          </ul>
        )}
        {test.samples.length === 0 && <Nothing>{t('noSamples')}</Nothing>}
        <ul className={styles['samples']}>
          {test.samples.map((sample) => (
            <li key={sample.id}>
              <button type="button" aria-pressed={sample.id === test.shownId} onClick={() => onPick(sample.id)}>
                <span className="mono">{sample.platformNo}</span>
                <span>{now === 0 ? '' : nearTime(sample.at, now)}</span>
                <span>{verdict(sample)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('sampleFields')} finding={t('redacted')}>
        <PlainTable className={styles['fields']}>
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('published_')}</th>
              <th scope="col">{t('draft')}</th>
            </tr>
          </thead>
          <tbody>
            {test.fields.map((field) => (
              <tr key={field.target} data-changed={field.changed}>
                <th scope="row">
                  {name(field.target)} <code>{field.after?.source || field.before?.source || '—'}</code>
                </th>
                <td>
                  <ReadingText reading={field.before} />
                </td>
                <td>
                  <ReadingText reading={field.after} />
                </td>
              </tr>
            ))}
          </tbody>
        </PlainTable>
      </Panel>
    </div>
  );

  function verdict(sample: NonNullable<typeof test>['samples'][number]) {
    if (sample.after !== null && sample.after !== undefined) return <StateChip tone="red">{words(sample.after)}</StateChip>;
    if (sample.before !== null && sample.before !== undefined) return <StateChip tone="green">{t('nowRead')}</StateChip>;
    if (sample.changed.length > 0) return <StateChip tone="amber">{t('changedFields', { count: sample.changed.length })}</StateChip>;
    return <StateChip tone="plain">{t('sameAsBefore')}</StateChip>;
  }
};
