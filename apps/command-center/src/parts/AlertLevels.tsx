import Link from 'next/link';
import { useTranslations } from 'next-intl';
import styles from './AlertLevels.module.css';

interface AlertLevelsProps {
  readonly red: number;
  readonly orange: number;
  readonly green: number;
}

/** The three levels in one strip: act now, watch, within bounds. Each opens its alerts. */
export const AlertLevels = ({ red, orange, green }: AlertLevelsProps) => {
  const t = useTranslations('levels');
  const levels = [
    { key: 'red', shape: '▲', count: red },
    { key: 'orange', shape: '◆', count: orange },
    { key: 'green', shape: '●', count: green },
  ] as const;
  return (
    <span className={styles['strip']} data-part="alert-levels">
      {levels.map((level) => (
        <Link key={level.key} href={`/alerts?level=${level.key}`} data-level={level.key} data-none={level.count === 0} prefetch={false}>
          <i aria-hidden>{level.shape}</i>
          {t(level.key)} <b>{level.count}</b>
        </Link>
      ))}
    </span>
  );
};
