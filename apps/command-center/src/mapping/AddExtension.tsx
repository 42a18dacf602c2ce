'use client';

import { Button, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Rule } from './rules.ts';
import styles from './FieldsTab.module.css';

interface AddExtensionProps {
  readonly taken: readonly string[];
  readonly onAdd: (rule: Rule) => void;
  readonly onOpen: (target: string) => void;
}

const fits = /^[A-Za-z][\w.-]{0,60}$/;

/** A field that only this channel has: kept beside the order, never personal. */
export const AddExtension = ({ taken, onAdd, onOpen }: AddExtensionProps) => {
  const t = useTranslations('mapping');
  const [name, setName] = useState('');
  const target = `extensions.${name.trim()}`;
  const able = fits.test(name.trim()) && !taken.includes(target);
  const add = (): void => {
    if (!able) return;
    onAdd({ target, sources: [], type: 'TEXT', unit: null, fallback: null, required: false, values: null });
    onOpen(target);
    setName('');
  };
  return (
    <div className={styles['add']}>
      <label>
        {t('extension')}
        <Input size="small" value={name} placeholder="author_id" onChange={(event) => setName(event.target.value)} onPressEnter={add} />
      </label>
      <Button size="small" disabled={!able} onClick={add}>
        {t('addExtension')}
      </Button>
    </div>
  );
};
