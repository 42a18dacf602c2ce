import type { ReactNode } from 'react';
import styles from './Headline.module.css';

interface HeadlineProps {
  readonly figure: ReactNode;
  readonly unit?: ReactNode;
  readonly note: ReactNode;
  readonly curve?: ReactNode;
  readonly facts?: readonly { readonly key: string; readonly name: string; readonly value: ReactNode; readonly tone?: 'red' }[];
}

/** The one headline number of a page: figure, its unit small beside it, against what, and its day as a curve. */
export const Headline = ({ figure, unit, note, curve, facts = [] }: HeadlineProps) => (
  <div className={styles['headline']} data-part="headline">
    <div className={styles['number']}>
      <p className={styles['big']}>
        {figure}
        {unit !== undefined && <small>{unit}</small>}
      </p>
      <p className={styles['note']}>{note}</p>
    </div>
    {curve !== undefined && <div className={styles['curve']}>{curve}</div>}
    {facts.length > 0 && (
      <dl className={styles['facts']}>
        {facts.map((fact) => (
          <div key={fact.key}>
            <dt>{fact.name}</dt>
            <dd data-tone={fact.tone}>{fact.value}</dd>
          </div>
        ))}
      </dl>
    )}
  </div>
);
