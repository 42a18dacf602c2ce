import { useTranslations } from 'next-intl';
import styles from './inventory.module.css';

interface StockBarProps {
  readonly onHand: number;
  readonly reserved: number;
  readonly safetyStock: number;
  /** Units that the whole width stands for. */
  readonly scale: number;
}

/** What lies there: promised, kept back, free. One scale for a whole list, so that lengths compare. */
export const StockBar = ({ onHand, reserved, safetyStock, scale }: StockBarProps) => {
  const t = useTranslations('stock');
  const width = (units: number): string => `${scale <= 0 ? 0 : Math.max(0, (units / scale) * 100)}%`;
  const free = Math.max(0, onHand - reserved - safetyStock);
  const label = t('barLabel', { onHand, reserved, safety: safetyStock, free });
  return (
    <span className={styles['bar']} role="img" aria-label={label} title={label}>
      <i data-part="reserved" style={{ width: width(Math.min(reserved, onHand)) }} />
      <i data-part="safety" style={{ width: width(Math.min(safetyStock, Math.max(0, onHand - reserved))) }} />
      <i data-part="available" style={{ width: width(free) }} />
    </span>
  );
};
