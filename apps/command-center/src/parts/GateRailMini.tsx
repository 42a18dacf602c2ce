import { useTranslations } from 'next-intl';
import { gateKeys } from './gates.ts';
import type { GateState } from './gates.ts';
import styles from './GateRail.module.css';

// Apart from the larger rails: the pages without sign-in show it without a script, and icons need one.
/** The rail of a row: seven segments, read by screen readers as one sentence. */
export const GateRailMini = ({ states: row }: { readonly states: readonly GateState[] }) => {
  const t = useTranslations('gateState');
  const names = useTranslations('gates');
  const at = row.findIndex((state) => state !== 'passed');
  const key = gateKeys[at];
  const label = key === undefined ? t('allPassed') : t('at', { gate: names(key), state: t(row[at] ?? 'ahead') });
  return (
    <span className={styles['mini']} data-part="gate-rail-mini" role="img" aria-label={label} title={label}>
      {row.map((state, index) => (
        <i key={gateKeys[index]} data-state={state} />
      ))}
    </span>
  );
};
