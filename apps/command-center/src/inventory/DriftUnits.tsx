import { useTranslations } from 'next-intl';
import styles from './inventory.module.css';

/** "少 12 件 账面 340 · 实盘 328": the difference first, then both sides. */
export const DriftUnits = ({ book, counted }: { readonly book: number; readonly counted: number }) => {
  const t = useTranslations('drifts');
  const difference = counted - book;
  return (
    <span className={styles['name']}>
      <span className={styles['left']} data-tone={difference < 0 ? 'red' : 'amber'}>
        {difference < 0 ? t('missing', { units: -difference }) : t('surplus', { units: difference })}
      </span>
      <small>{t('both', { book, counted })}</small>
    </span>
  );
};
