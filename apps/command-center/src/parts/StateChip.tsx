import type { ReactNode } from 'react';
import styles from './StateChip.module.css';

export type Tone = 'red' | 'amber' | 'green' | 'brand' | 'plain';

const shapes: Readonly<Record<Tone, string>> = { red: '▲', amber: '◆', green: '●', brand: '', plain: '' };

interface StateChipProps {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** Never colour alone: each alarming tone has its shape, and always a word. */
export const StateChip = ({ tone, children }: StateChipProps) => (
  <span className={styles['chip']} data-part="state-chip" data-tone={tone}>
    {shapes[tone] !== '' && <i aria-hidden>{shapes[tone]}</i>}
    {children}
  </span>
);
