import type { ReactNode } from 'react';
import styles from './Breakdown.module.css';

interface BreakdownPart {
  readonly key: string;
  readonly name: string;
  /** 0 to 1 of the whole. */
  readonly share: number;
  readonly figure: ReactNode;
  readonly slower: boolean;
}

// A part too narrow for its words keeps them in the line below.
const roomy = 0.11;

interface BreakdownProps {
  readonly parts: readonly BreakdownPart[];
  readonly largest: string | undefined;
  /** The finding, after the parts. */
  readonly cause?: ReactNode;
  /** A part that the finding names already. */
  readonly told?: string;
}

/** Where the time goes: parts of one bar; a part that is slower than usual is amber and has its mark. */
export const Breakdown = ({ parts, largest, cause, told }: BreakdownProps) => (
  <div className={styles['breakdown']} data-part="breakdown">
    <div className={styles['bar']} aria-hidden>
      {parts.map((part, index) => (
        <span key={part.key} data-slower={part.slower} data-shade={index % 3} style={{ flexGrow: Math.max(0.006, part.share) }}>
          {part.share >= roomy && (
            <>
              {part.name} {part.figure}
              {part.slower && ' ▲'}
            </>
          )}
        </span>
      ))}
    </div>
    <ul className={styles['words']}>
      {parts
        .filter((part) => part.key !== told)
        .map((part) => (
          <li key={part.key} data-slower={part.slower} data-largest={part.key === largest}>
            {part.name} {part.figure}
          </li>
        ))}
      {cause !== undefined && <li data-cause>{cause}</li>}
    </ul>
  </div>
);
