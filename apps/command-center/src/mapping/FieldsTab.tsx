'use client';

import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useTranslations } from 'next-intl';
import type { MappingDeskQuery } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { Nothing } from '../parts/WidgetState.tsx';
import { AddExtension } from './AddExtension.tsx';
import { mappingCsv } from './mapping-csv.ts';
import { RuleRow } from './RuleRow.tsx';
import type { Rule } from './rules.ts';
import { partText } from './rules.ts';
import type { Trial } from './use-mapping.ts';
import { usePaths } from './use-mapping.ts';
import type { MappingView } from './view.ts';
import { useFieldName } from './words.ts';
import styles from './FieldsTab.module.css';

export type CanonicalField = MappingDeskQuery['canonicalFields'][number];

interface FieldsTabProps {
  readonly system: string;
  readonly fields: readonly CanonicalField[];
  readonly mapping: { readonly version: number; readonly rules: readonly Rule[] };
  readonly draft: { readonly rules: readonly Rule[]; readonly change: (rules: readonly Rule[]) => void };
  readonly trial: Trial | undefined;
  readonly view: MappingView;
  readonly onView: (change: Partial<MappingView>) => void;
}

/** One row for each canonical field: where it is read, what comes out, and its editor behind "edit". */
export const FieldsTab = ({ system, fields, mapping, draft, trial, view, onView }: FieldsTabProps) => {
  const t = useTranslations('mapping');
  const name = useFieldName();
  const paths = usePaths(system, null).data ?? [];
  const known = new Map(fields.map((field) => [field.target, field]));
  const published = new Map(mapping.rules.map((rule) => [rule.target, rule]));
  const drafted = new Map(draft.rules.map((rule) => [rule.target, rule]));
  const readings = new Map((trial?.mappingTest?.fields ?? []).map((field) => [field.target, field]));
  const gone = new Set(paths.filter((path) => path.state === 'VANISHED').map((path) => path.path));
  const targets = [...new Set([...fields.map((field) => field.target), ...draft.rules.map((rule) => rule.target)])];
  const wanted = view.q.trim().toLowerCase();
  const shown = targets.filter((target) =>
    `${target} ${name(target)} ${drafted.get(target)?.sources.join(' ') ?? ''}`.toLowerCase().includes(wanted),
  );

  const keep = (target: string, rule: Rule | undefined): void => {
    const rest = draft.rules.filter((each) => each.target !== target);
    if (rule === undefined) return draft.change(rest);
    const at = draft.rules.findIndex((each) => each.target === target);
    draft.change(at === -1 ? [...draft.rules, rule] : draft.rules.map((each) => (each.target === target ? rule : each)));
  };
  const download = (): void => {
    const titles = [t('field'), t('fieldName'), t('sources'), t('type'), t('unit'), t('fallback'), t('required'), t('codes')];
    const rowOf = (rule: Rule): readonly string[] => [
      rule.target,
      name(rule.target),
      rule.sources.join(' '),
      rule.type,
      rule.unit ?? '',
      rule.fallback ?? '',
      rule.required ? t('yes') : t('no'),
      partText(rule, 'values'),
    ];
    const address = URL.createObjectURL(new Blob([mappingCsv(mapping.rules, { titles, rowOf })], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${system}-v${mapping.version}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  };

  return (
    <Panel flush>
      <div className={styles['bar']}>
        <Input
          allowClear
          size="small"
          value={view.q}
          placeholder={t('find')}
          aria-label={t('find')}
          onChange={(event) => onView({ q: event.target.value })}
        />
        <span className={styles['quiet']}>{t('sampleOf', { no: sampleNo() })}</span>
        <Button size="small" icon={<DownloadOutlined />} onClick={download}>
          {t('export', { version: mapping.version })}
        </Button>
      </div>
      <PlainTable className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('type')}</th>
            <th scope="col">{t('sources')}</th>
            <th scope="col">{t('sampleValue')}</th>
            <th scope="col">{t('fallback')}</th>
            <th scope="col">{t('deeds')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((target) => (
            <RuleRow
              key={target}
              target={target}
              field={known.get(target)}
              rule={drafted.get(target)}
              published={published.get(target)}
              reading={readings.get(target)}
              gone={gone}
              paths={paths}
              open={view.field === target}
              onOpen={(open) => onView({ field: open ? target : null })}
              onKeep={(rule) => keep(target, rule)}
            />
          ))}
        </tbody>
      </PlainTable>
      {shown.length === 0 && (
        <div className={styles['pad']}>
          <Nothing next={<Button onClick={() => onView({ q: '' })}>{t('clear')}</Button>}>{t('noneFound')}</Nothing>
        </div>
      )}
      <AddExtension taken={targets} onAdd={(rule) => keep(rule.target, rule)} onOpen={(target) => onView({ field: target, q: '' })} />
    </Panel>
  );

  function sampleNo(): string {
    const test = trial?.mappingTest;
    return test?.samples.find((sample) => sample.id === test.shownId)?.platformNo ?? '—';
  }
};
