'use client';

import { Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { percent } from '../format/figures.ts';
import { nearTime } from '../format/time.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { usePaths } from './use-mapping.ts';
import { pathStates } from './view.ts';
import type { MappingView } from './view.ts';
import { useFieldName } from './words.ts';
import styles from './TestTab.module.css';

interface PathsTabProps {
  readonly system: string;
  readonly mapping: { readonly version: number };
  readonly view: MappingView;
  readonly onView: (change: Partial<MappingView>) => void;
}

/** Everything that the platform sends: what appeared since a version, what is gone, what nobody reads. */
export const PathsTab = ({ system, mapping, view, onView }: PathsTabProps) => {
  const t = useTranslations('mapping');
  const states = useTranslations('pathStates');
  const name = useFieldName();
  const now = useNow();
  const paths = usePaths(system, view.since);
  const all = paths.data ?? [];
  const stateOf = (path: (typeof all)[number], state: (typeof pathStates)[number]): boolean =>
    state === 'UNUSED' ? path.usedBy.length === 0 && path.state !== 'VANISHED' : path.state === state;
  const shown = all.filter(
    (path) => (view.state === null || stateOf(path, view.state)) && path.path.toLowerCase().includes(view.q.trim().toLowerCase()),
  );
  return (
    <PartPanel
      title={t('pathsTitle')}
      query={paths}
      finding={(data) => t('pathsFinding', { count: data.length })}
      aside={<SourceAge at={paths.dataUpdatedAt} />}
      isEmpty={(data) => data.length === 0}
      empty={t('noPaths')}
    >
      {() => (
        <>
          <div className={styles['bar']}>
            <div className={styles['chips']} role="group" aria-label={t('pathsTitle')}>
              {pathStates.map((state) => (
                <button
                  key={state}
                  type="button"
                  aria-pressed={view.state === state}
                  onClick={() => onView({ state: view.state === state ? null : state })}
                >
                  {states(state)} <b>{all.filter((path) => stateOf(path, state)).length}</b>
                </button>
              ))}
            </div>
            <Select
              size="small"
              value={view.since ?? mapping.version}
              aria-label={t('sinceVersion')}
              options={Array.from({ length: mapping.version }, (_, at) => ({
                value: mapping.version - at,
                label: t('since', { version: mapping.version - at }),
              }))}
              onChange={(version: number) => onView({ since: version === mapping.version ? null : version })}
            />
            <Input
              allowClear
              size="small"
              value={view.q}
              placeholder={t('find')}
              aria-label={t('find')}
              onChange={(event) => onView({ q: event.target.value })}
            />
          </div>
          <PlainTable className={styles['fields']}>
            <thead>
              <tr>
                <th scope="col">{t('path')}</th>
                <th scope="col">{t('usedBy')}</th>
                <th scope="col">{t('seen')}</th>
                <th scope="col">{t('firstSeen')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((path) => (
                <tr key={`${path.path} ${path.type}`}>
                  <th scope="row">
                    <code>{path.path}</code> <small>{path.type}</small>{' '}
                    {path.state !== 'STEADY' && (
                      <StateChip tone={path.state === 'VANISHED' ? 'red' : 'amber'}>
                        {states(path.state === 'VANISHED' ? 'VANISHED' : 'APPEARED')}
                      </StateChip>
                    )}
                  </th>
                  <td>
                    {path.usedBy.length === 0 ? <span className={styles['quiet']}>{t('unused')}</span> : path.usedBy.map(name).join('、')}
                  </td>
                  <td>
                    {path.seen.toLocaleString('en-US')} <small>{percent(path.share)}</small>
                  </td>
                  <td>
                    {now === 0 ? '' : nearTime(path.firstSeenAt, now)}
                    {path.state === 'VANISHED' && path.lastSeenAt && now !== 0 && <small> → {nearTime(path.lastSeenAt, now)}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </PlainTable>
          {shown.length === 0 && <p className={styles['quiet']}>{t('noneFound')}</p>}
        </>
      )}
    </PartPanel>
  );
};
