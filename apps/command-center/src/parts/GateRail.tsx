import { CheckOutlined, ExclamationOutlined, PauseOutlined, MinusOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { GateKey, GateState } from './gates.ts';
import styles from './GateRail.module.css';

export interface GateView {
  readonly key: GateKey;
  readonly state: GateState;
  /** What happened or is planned, in one short line. */
  readonly line?: ReactNode;
  /** Who must act, or a second line. */
  readonly note?: ReactNode;
  /** 0 to 1: how far along this gate's stretch the thread has come. */
  readonly progress?: number;
}

const shapes: Readonly<Record<GateState, ReactNode>> = {
  passed: <CheckOutlined />,
  current: null,
  held: <PauseOutlined />,
  stuck: <ExclamationOutlined />,
  ahead: null,
  closed: <MinusOutlined />,
};

/** The motif in full, for the order page: colour, shape and words together. */
export const GateRail = ({ gates }: { readonly gates: readonly GateView[] }) => {
  const names = useTranslations('gates');
  const states = useTranslations('gateState');
  return (
    <ol className={styles['rail']} data-part="gate-rail">
      {gates.map((gate) => (
        <li
          key={gate.key}
          className={styles['gate']}
          data-state={gate.state}
          aria-current={gate.state === 'current' || gate.state === 'stuck' || gate.state === 'held' ? 'step' : undefined}
        >
          <span className={styles['thread']} aria-hidden>
            <i style={{ width: `${Math.round(threadOf(gate) * 100)}%` }} />
          </span>
          <span className={styles['knot']} title={states(gate.state)} aria-hidden>
            {shapes[gate.state]}
          </span>
          <b className={styles['name']}>
            {names(gate.key)}
            <span className={styles['unseen']}>{states(gate.state)}</span>
          </b>
          {gate.line !== undefined && <span className={styles['line']}>{gate.line}</span>}
          {gate.note !== undefined && <span className={styles['note']}>{gate.note}</span>}
        </li>
      ))}
    </ol>
  );
};

const threadOf = (gate: GateView): number => {
  if (gate.state === 'passed') return 1;
  if (gate.state === 'ahead' || gate.state === 'closed') return 0;
  return gate.progress ?? 0.6;
};

/** The rail of a phone: seven bars with short names. */
export const GateRailCompact = ({ states: row }: { readonly states: readonly GateState[] }) => {
  const short = useTranslations('gateShort');
  const states = useTranslations('gateState');
  const keys = ['payment', 'stock', 'warehouse', 'carrier', 'exceptions', 'shipment', 'afterSales'] as const;
  return (
    <ol className={styles['compact']} data-part="gate-rail-compact">
      {keys.map((key, index) => {
        const state = row[index] ?? 'ahead';
        return (
          <li key={key} data-state={state}>
            <i aria-hidden />
            {short(key)}
            <span className={styles['unseen']}>{states(state)}</span>
          </li>
        );
      })}
    </ol>
  );
};
