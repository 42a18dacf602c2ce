import { useTranslations } from 'next-intl';
import styles from './door.module.css';

/** A link that opens nothing now, and what its holder can do. */
export const DoorShut = ({ namespace, state }: { readonly namespace: 'buyer' | 'messageCard'; readonly state: 'shut' | 'away' }) => {
  const buyer = useTranslations('buyer');
  const card = useTranslations('messageCard');
  const words =
    namespace === 'buyer'
      ? { shut: [buyer('shut'), buyer('shutNext')], away: [buyer('away'), buyer('awayNext')] }
      : { shut: [card('shut'), card('shutNext')], away: [card('away'), card('awayNext')] };
  const [title, next] = words[state];
  return (
    <section className={styles['panel']} role="alert">
      <h1 className={styles['headline']}>{title}</h1>
      <p className={styles['sub']}>{next}</p>
    </section>
  );
};
