import { useLocale, useTranslations } from 'next-intl';
import { gateKeyOf } from '../parts/gates.ts';
import { useNow } from '../data/clock.ts';
import { useReason } from '../words/use-phrase.ts';
import type { OrderRow } from './order-row.ts';
import styles from './Reason.module.css';

/** Where the order stands and why, in words. */
export const Reason = ({ row }: { readonly row: OrderRow }) => {
  const gates = useTranslations('gates');
  const short = useTranslations('gateShort');
  // The English names of the gates would leave no room for the reason.
  const english = useLocale() === 'en';
  const reason = useReason();
  const now = useNow();
  const key = row.status === 'CANCELLED' || row.status === 'SIGNED' ? undefined : gateKeyOf(row.currentGate);
  const words = reason(row.stuckReason ?? row.answer, now);
  return (
    <span className={styles['reason']} data-tone={row.stuck ? 'stuck' : row.status === 'HELD' ? 'held' : 'plain'} title={words}>
      {key !== undefined && <b>{english ? short(key) : gates(key)}</b>}
      <span>{words}</span>
    </span>
  );
};
