import type { ReactNode } from 'react';
import { TimeLeft } from './TimeLeft.tsx';
import styles from './UrgentRow.module.css';

interface UrgentRowProps {
  readonly dueAt: string;
  readonly title: ReactNode;
  readonly note: ReactNode;
  /** The act for it: the most urgent one is the page's only filled button. */
  readonly deed: ReactNode;
}

/** Time left, what happened, where, and the act for it, in one row (laws L3 and L4). */
export const UrgentRow = ({ dueAt, title, note, deed }: UrgentRowProps) => (
  <li className={styles['row']} data-part="urgent-row">
    <span>
      <TimeLeft dueAt={dueAt} captioned />
    </span>
    <span className={styles['what']}>
      <span className={styles['title']}>{title}</span>
      <small>{note}</small>
    </span>
    <span className={styles['deed']}>{deed}</span>
  </li>
);
