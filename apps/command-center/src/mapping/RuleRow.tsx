'use client';

import { useTranslations } from 'next-intl';
import type { MappingPathsQuery } from '../gql/graphql.ts';
import type { CanonicalField } from './FieldsTab.tsx';
import { RuleEditor } from './RuleEditor.tsx';
import { ReadingText } from './ReadingText.tsx';
import type { Reading } from './ReadingText.tsx';
import type { Rule } from './rules.ts';
import { useFieldName } from './words.ts';
import styles from './FieldsTab.module.css';

export type PayloadPath = MappingPathsQuery['payloadPaths'][number];

interface RuleRowProps {
  readonly target: string;
  readonly field: CanonicalField | undefined;
  readonly rule: Rule | undefined;
  readonly published: Rule | undefined;
  readonly reading: { readonly after?: Reading | null; readonly changed: boolean } | undefined;
  readonly gone: ReadonlySet<string>;
  readonly paths: readonly PayloadPath[];
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onKeep: (rule: Rule | undefined) => void;
}

export const RuleRow = ({ target, field, rule, published, reading, gone, paths, open, onOpen, onKeep }: RuleRowProps) => {
  const t = useTranslations('mapping');
  const types = useTranslations('valueTypes');
  const units = useTranslations('valueUnits');
  const name = useFieldName();
  const type = rule?.type ?? field?.type ?? 'TEXT';
  const changed = JSON.stringify(rule) !== JSON.stringify(published);
  return (
    <>
      <tr data-changed={changed} data-open={open} data-target={target}>
        <th scope="row">
          <span>{name(target)}</span>
          {(rule?.required ?? field?.needed) === true && <i title={t('required')}>*</i>}
          <code>{target}</code>
        </th>
        <td>
          {types(asKey(type))}
          {rule?.unit !== null && rule?.unit !== undefined && <small>{units(asUnit(rule.unit))}</small>}
          {(rule?.values?.length ?? 0) > 0 && <small>{t('codeCount', { count: rule?.values?.length ?? 0 })}</small>}
        </td>
        <td>
          {rule === undefined || rule.sources.length === 0 ? (
            <span className={styles['quiet']}>{rule === undefined ? t('notMapped') : t('onlyFallback')}</span>
          ) : (
            <ol className={styles['sources']}>
              {rule.sources.map((source) => (
                <li key={source} data-new={published !== undefined && !published.sources.includes(source)}>
                  <code>{source}</code>
                  {gone.has(source.replaceAll(/\/\d+(?=\/|$)/g, '/*')) && <b>▲ {t('vanished')}</b>}
                </li>
              ))}
            </ol>
          )}
        </td>
        <td data-changed={reading?.changed}>
          <ReadingText reading={reading?.after} type={type} />
        </td>
        <td>
          {rule?.fallback === null || rule?.fallback === undefined ? (
            <span className={styles['quiet']}>—</span>
          ) : (
            <code>{rule.fallback}</code>
          )}
        </td>
        <td>
          <button
            type="button"
            className={styles['word']}
            aria-expanded={open}
            aria-label={t('editField', { field: name(target) })}
            onClick={() => onOpen(!open)}
          >
            {open ? t('close') : rule === undefined ? t('map') : t('edit')}
          </button>
          {changed && published !== undefined && (
            <button type="button" className={styles['word']} onClick={() => onKeep(published)}>
              {t('undoRow')}
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr className={styles['editor']}>
          <td colSpan={6}>
            <RuleEditor
              target={target}
              field={field}
              rule={rule ?? { target, sources: [], type, unit: null, fallback: null, required: field?.needed ?? false, values: null }}
              paths={paths}
              onKeep={onKeep}
            />
          </td>
        </tr>
      )}
    </>
  );
};

const typeKeys = ['TEXT', 'ID', 'INTEGER', 'MONEY', 'TIME', 'STATUS', 'BOOLEAN'] as const;
const unitKeys = ['FEN', 'YUAN', 'SECONDS', 'MILLISECONDS', 'SHANGHAI_TEXT'] as const;
const asKey = (type: string): (typeof typeKeys)[number] => typeKeys.find((each) => each === type) ?? 'TEXT';
const asUnit = (unit: string): (typeof unitKeys)[number] => unitKeys.find((each) => each === unit) ?? 'FEN';
