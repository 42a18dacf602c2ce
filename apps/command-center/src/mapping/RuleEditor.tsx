'use client';

import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Input, Select, Switch } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { percent } from '../format/figures.ts';
import { CodesEditor } from './CodesEditor.tsx';
import type { CanonicalField } from './FieldsTab.tsx';
import type { PayloadPath } from './RuleRow.tsx';
import { pointerFor, unitsOf, valueTypes } from './rules.ts';
import type { Rule } from './rules.ts';
import styles from './RuleEditor.module.css';

interface RuleEditorProps {
  readonly target: string;
  readonly field: CanonicalField | undefined;
  readonly rule: Rule;
  readonly paths: readonly PayloadPath[];
  readonly onKeep: (rule: Rule | undefined) => void;
}

/** Every part of one rule; each change is a change of the draft and is tried at once. */
export const RuleEditor = ({ target, field, rule, paths, onKeep }: RuleEditorProps) => {
  const t = useTranslations('mapping');
  const types = useTranslations('valueTypes');
  const units = useTranslations('valueUnits');
  const [adding, setAdding] = useState('');
  const change = (part: Partial<Rule>): void => onKeep({ ...rule, ...part });
  const add = (source: string): void => {
    const pointer = source.trim();
    if (pointer === '' || rule.sources.includes(pointer)) return;
    change({ sources: [...rule.sources, pointer] });
    setAdding('');
  };
  const move = (at: number, to: number): void => {
    const sources = [...rule.sources];
    const [moved] = sources.splice(at, 1);
    if (moved !== undefined) sources.splice(to, 0, moved);
    change({ sources });
  };
  const inLines = target.startsWith('lines[].');
  const options = paths
    .filter((path) => path.path.includes('/*') === inLines || !inLines)
    .filter((path) => path.path.toLowerCase().includes(adding.toLowerCase()))
    .slice(0, 50)
    .map((path) => ({
      value: pointerFor(target, path.path),
      label: (
        <span className={styles['option']}>
          <code>{path.path}</code>
          <small>
            {path.type} · {percent(path.share)} {path.usedBy.length === 0 && `· ${t('unused')}`}{' '}
            {path.state === 'APPEARED' && `· ${t('appeared')}`}
          </small>
        </span>
      ),
    }));
  const mayDefault = field?.mayBeDefaulted ?? true;
  return (
    <div className={styles['editor']}>
      <fieldset>
        <legend>{t('sourcesInOrder')}</legend>
        <ol>
          {rule.sources.map((source, at) => (
            <li key={source}>
              <code>{source}</code>
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined />}
                disabled={at === 0}
                aria-label={t('earlier', { source })}
                onClick={() => move(at, at - 1)}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined />}
                disabled={at === rule.sources.length - 1}
                aria-label={t('later', { source })}
                onClick={() => move(at, at + 1)}
              />
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('removeSource', { source })}
                onClick={() => change({ sources: rule.sources.filter((each) => each !== source) })}
              />
            </li>
          ))}
        </ol>
        <AutoComplete
          value={adding}
          options={options}
          onChange={setAdding}
          onSelect={add}
          popupMatchSelectWidth={420}
          aria-label={t('addSource')}
          placeholder={t('addSource')}
          onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && add(adding)}
          style={{ width: '100%' }}
        />
      </fieldset>
      <fieldset>
        <legend>{t('how')}</legend>
        <label>
          {t('type')}
          <Select
            size="small"
            value={rule.type}
            disabled={field !== undefined}
            onChange={(type) => change({ type, unit: null })}
            options={valueTypes.map((value) => ({ value, label: types(value) }))}
          />
        </label>
        {unitsOf(rule.type).length > 0 && (
          <label>
            {t('unit')}
            <Select
              size="small"
              value={rule.unit ?? null}
              onChange={(unit) => change({ unit })}
              options={unitsOf(rule.type).map((value) => ({ value, label: units(value) }))}
            />
          </label>
        )}
        <label>
          {t('fallback')}
          <Input
            size="small"
            value={rule.fallback ?? ''}
            disabled={!mayDefault}
            placeholder={mayDefault ? t('noFallback') : t('neverDefault')}
            onChange={(event) => change({ fallback: event.target.value === '' ? null : event.target.value })}
          />
        </label>
        <p className={styles['hint']}>{mayDefault ? t('fallbackMarks') : t('neverDefaultWhy')}</p>
        <label>
          {t('required')}
          <Switch size="small" checked={rule.required} onChange={(required) => change({ required })} />
        </label>
        {field?.needed !== true && (
          <Button size="small" onClick={() => onKeep(undefined)}>
            {t('unmap')}
          </Button>
        )}
      </fieldset>
      {(rule.type === 'STATUS' || rule.type === 'BOOLEAN') && (
        <CodesEditor
          codes={rule.values ?? []}
          meanings={rule.type === 'BOOLEAN' ? ['true', 'false'] : (field?.meanings ?? [])}
          onChange={(values) => change({ values })}
        />
      )}
    </div>
  );
};
