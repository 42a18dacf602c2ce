import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { flowShape } from './gate-flow.ts';
import styles from './GateFlow.module.css';
import type { GateKey } from './gates.ts';

interface FlowGate {
  readonly key: GateKey;
  readonly passed: number;
  readonly stuck: number;
  /** Its pace, below the name. */
  readonly pace: ReactNode;
  /** Figures with their doors: how many passed, how many are stuck. */
  readonly passedLine: ReactNode;
  readonly stuckLine: ReactNode;
}

const across = { length: 1400, breadth: 74 };
const down = { length: 476, breadth: 72 };

/** The motif at its largest: threads through the seven gates. The band is as wide as the orders, red is what stands still. */
export const GateFlow = ({ gates }: { readonly gates: readonly FlowGate[] }) => {
  const names = useTranslations('gates');
  return (
    <div className={styles['flow']} data-part="gate-flow">
      <Band gates={gates} direction="right" />
      <Band gates={gates} direction="down" />
      <ol className={styles['gates']}>
        {gates.map((gate, index) => (
          <li key={gate.key} data-stuck={gate.stuck > 0}>
            <span className={styles['head']}>
              <b>
                {index + 1} {names(gate.key)}
              </b>
              <small>{gate.pace}</small>
            </span>
            <span className={styles['foot']}>
              <span>{gate.passedLine}</span>
              <span className={styles['stuck']}>{gate.stuckLine}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
};

const Band = ({ gates, direction }: { readonly gates: readonly FlowGate[]; readonly direction: 'right' | 'down' }) => {
  const { length, breadth } = direction === 'right' ? across : down;
  const shape = flowShape(gates, length, breadth, direction);
  const box = direction === 'right' ? `0 0 ${length} ${breadth}` : `0 0 ${breadth} ${length}`;
  return (
    <svg className={styles['band']} data-direction={direction} viewBox={box} preserveAspectRatio="none" aria-hidden focusable="false">
      <path className={styles['cloth']} d={shape.band} />
      {shape.threads.map((thread) => (
        <path key={thread} className={styles['thread']} d={thread} />
      ))}
      {shape.stuck.map(
        (stretch, index) =>
          stretch !== undefined && (
            <path
              key={gates[index]?.key}
              className={styles['red']}
              d={`M${stretch[0].x} ${stretch[0].y}L${stretch[1].x} ${stretch[1].y}`}
            />
          ),
      )}
    </svg>
  );
};
