'use client';

import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { asLiteral } from '../words/codes.ts';
import styles from './RuleEditor.module.css';

interface Code {
  readonly name: string;
  readonly value: string;
}

interface CodesEditorProps {
  readonly codes: readonly Code[];
  readonly meanings: readonly string[];
  readonly onChange: (codes: Code[]) => void;
}

/** What each code of the platform means in the hub. */
export const CodesEditor = ({ codes, meanings, onChange }: CodesEditorProps) => {
  const t = useTranslations('mapping');
  const literals = useTranslations('literals');
  const [code, setCode] = useState('');
  const wordOf = (meaning: string): string => {
    const literal = asLiteral(meaning);
    return literal === undefined ? meaning : `${literals(literal)} · ${meaning}`;
  };
  const options = meanings.map((value) => ({ value, label: wordOf(value) }));
  const add = (): void => {
    const name = code.trim();
    const [first] = meanings;
    if (name === '' || first === undefined || codes.some((each) => each.name === name)) return;
    onChange([...codes, { name, value: first }]);
    setCode('');
  };
  return (
    <fieldset>
      <legend>{t('codes')}</legend>
      <ul>
        {codes.map((each) => (
          <li key={each.name}>
            <code>{each.name}</code>
            <Select
              size="small"
              value={each.value}
              options={options}
              aria-label={t('meaningOf', { code: each.name })}
              onChange={(value) => onChange(codes.map((one) => (one.name === each.name ? { ...one, value } : one)))}
            />
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeCode', { code: each.name })}
              onClick={() => onChange(codes.filter((one) => one.name !== each.name))}
            />
          </li>
        ))}
      </ul>
      <div className={styles['code']}>
        <Input
          size="small"
          value={code}
          placeholder={t('newCode')}
          aria-label={t('newCode')}
          onChange={(event) => setCode(event.target.value)}
          onPressEnter={add}
        />
        <Button size="small" onClick={add}>
          {t('addCode')}
        </Button>
      </div>
    </fieldset>
  );
};
