import { useTranslations } from 'next-intl';
import { count } from '../format/figures.ts';
import { Door } from '../parts/Door.tsx';
import { Sheet } from '../shell/Sheet.tsx';
import { useSpanWords } from '../words/use-span-words.ts';
import styles from './WaitingClocks.module.css';
import type { Waiting } from './WaitingPanel.tsx';

interface WaitingClocksProps {
  readonly data: Waiting;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Both clocks side by side (C-16): when each stops, what it says today, and why the headline takes the stricter one. */
export const WaitingClocks = ({ data, open, onClose }: WaitingClocksProps) => {
  const t = useTranslations('boardWaiting');
  const span = useSpanWords();
  return (
    <Sheet title={t('clocksTitle')} open={open} onClose={onClose}>
      <div className={styles['clocks']}>
        <section>
          <h3>{t('strict')}</h3>
          <p>{t('strictStops')}</p>
          <b>{span(data.headlineMs)}</b>
          <Door to={data.clock.ended}>{t('ended', { count: count(data.clock.ended.count) })}</Door>
        </section>
        <section>
          <h3>{t('literal')}</h3>
          <p>{t('literalStops')}</p>
          <b>{span(data.literal.meanMs)}</b>
          <Door to={data.literal.ended}>{t('ended', { count: count(data.literal.ended.count) })}</Door>
        </section>
        <p className={styles['why']}>{t('whyStrict', { healthy: span(data.healthyMs) })}</p>
      </div>
    </Sheet>
  );
};
