'use client';

import { useTranslations } from 'next-intl';
import { hasWire } from './rules.ts';
import type { Rule } from './rules.ts';
import { asWireReason, useFieldName } from './words.ts';
import styles from './AnswerPanel.module.css';

interface Wire {
  readonly target: string;
  readonly from: string;
  readonly to: string;
  readonly confidence: number;
  readonly reasons: readonly string[];
}

interface WireListProps {
  readonly wires: readonly Wire[];
  readonly taken: readonly Rule[];
  readonly onTake: (wire: Wire) => void;
}

/** Each suggestion with why it is one (law L5), to be taken alone. */
export const WireList = ({ wires, taken, onTake }: WireListProps) => {
  const t = useTranslations('mapping');
  const reasons = useTranslations('wireReasons');
  const name = useFieldName();
  if (wires.length === 0) return <span>{t('noWires')}</span>;
  return (
    <ul className={styles['wires']}>
      {wires.map((wire) => (
        <li key={wire.target}>
          <span className={styles['field']}>{name(wire.target)}</span>
          <span className={styles['wire']}>
            <code data-gone>{wire.from}</code> → <code>{wire.to}</code>
          </span>
          <span className={styles['why']}>
            {t('sure', { percent: Math.round(wire.confidence * 100) })} ·{' '}
            {wire.reasons.map((reason) => reasons(asWireReason(reason))).join(' · ')}
            {hasWire(taken, wire) ? (
              <i> ✓ {t('taken')}</i>
            ) : (
              <button type="button" onClick={() => onTake(wire)}>
                {t('takeOne')}
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
};
