'use client';

import { CheckOutlined, CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styles from './FilterPill.module.css';

export interface Choice {
  readonly key: string;
  readonly label: string;
}

interface FilterPillProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly multiple?: boolean;
  /** A condition that was just added opens by itself. */
  readonly openAtOnce?: boolean;
  readonly onClose?: () => void;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** One condition of the view: closed it says what it asks for, open it offers the rest. */
export const FilterPill = ({ label, choices, chosen, multiple = false, openAtOnce = false, onClose, onChange }: FilterPillProps) => {
  const t = useTranslations('filters');
  const [open, setOpen] = useState(openAtOnce);
  const words = choices.filter((choice) => chosen.includes(choice.key)).map((choice) => choice.label);
  const pick = (key: string): void => {
    if (!multiple) return onChange(chosen.includes(key) ? [] : [key]);
    onChange(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key].sort());
  };
  return (
    <span className={styles['pill']} data-set={chosen.length > 0}>
      <Dropdown
        open={open}
        trigger={['click']}
        onOpenChange={(next, { source }) => {
          const stays = source === 'menu' && multiple;
          setOpen(stays || next);
          if (!stays && !next) onClose?.();
        }}
        menu={{
          style: { maxHeight: 340, overflowY: 'auto' },
          items: choices.map((choice) => ({
            key: choice.key,
            label: choice.label,
            icon: <CheckOutlined style={{ visibility: chosen.includes(choice.key) ? 'visible' : 'hidden', color: 'var(--brand)' }} />,
          })),
          onClick: ({ key }) => pick(key),
        }}
      >
        <button type="button" className={styles['open']} aria-haspopup="menu" aria-expanded={open}>
          {label}
          {words.length > 0 ? (
            <b>{words.length > 2 ? t('several', { first: words[0] ?? '', count: words.length }) : words.join(t('and'))}</b>
          ) : (
            <DownOutlined className={styles['arrow']} aria-hidden />
          )}
        </button>
      </Dropdown>
      {words.length > 0 && (
        <button type="button" className={styles['clear']} aria-label={t('clearOne', { label })} onClick={() => onChange([])}>
          <CloseOutlined />
        </button>
      )}
    </span>
  );
};
