import type { ReactNode } from 'react';
import styles from './CandidateBars.module.css';

export interface Candidate {
  readonly key: string;
  readonly name: string;
  readonly note: ReactNode;
  /** 0 to 1, or undefined when it was refused before being measured. */
  readonly fill: number | undefined;
  readonly verdict: ReactNode;
  readonly outcome: 'chosen' | 'refused' | 'possible';
}

interface CandidateBarsProps {
  readonly candidates: readonly Candidate[];
  /** 0 to 1: where the limit stands on every bar. */
  readonly limit?: number;
}

/** Each automatic decision with those it refused, and why (law L5). */
export const CandidateBars = ({ candidates, limit }: CandidateBarsProps) => (
  <ul data-part="candidate-bars">
    {candidates.map((each) => (
      <li key={each.key} className={styles['row']} data-outcome={each.outcome}>
        <span className={styles['name']}>
          {each.name}
          <small>{each.note}</small>
        </span>
        <span className={styles['bar']} aria-hidden>
          {each.fill !== undefined && <i style={{ width: `${Math.min(100, Math.max(2, Math.round(each.fill * 100)))}%` }} />}
          {limit !== undefined && <u style={{ left: `${Math.round(limit * 100)}%` }} />}
        </span>
        <span className={styles['verdict']}>{each.verdict}</span>
      </li>
    ))}
  </ul>
);
