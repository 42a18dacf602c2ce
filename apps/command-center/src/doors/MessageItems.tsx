import { useTranslations } from 'next-intl';
import { spanOf } from '../format/duration.ts';
import { nearTime } from '../format/time.ts';
import type { MessageCardQuery } from '../gql/graphql.ts';
import { GateRailMini } from '../parts/GateRailMini.tsx';
import { railOf } from '../parts/gates.ts';
import { asLiteral } from '../words/codes.ts';
import { Owner } from '../words/Owner.tsx';
import styles from './door.module.css';

type Message = NonNullable<MessageCardQuery['message']>;

/** What a message to staff told of, as it stands now: time left first, then what and who. */
export const MessageItems = ({ message, now }: { readonly message: Message; readonly now: number }) => {
  const t = useTranslations('messageCard');
  return (
    <>
      <section className={styles['panel']}>
        <h1 className={styles['headline']}>{t('title')}</h1>
        <p className={styles['sub']}>
          {t('count', { count: message.items.length })} · {t('told', { time: nearTime(message.plannedAt, now) })}
        </p>
        {message.items.length === 0 ? (
          <p className={styles['sub']}>{t('empty')}</p>
        ) : (
          <ul className={styles['items']}>
            {message.items.map((item) => (
              <ToldItem key={item.id} item={item} now={now} />
            ))}
          </ul>
        )}
      </section>
      <a className={styles['button']} href="/exceptions">
        {t('all')}
      </a>
    </>
  );
};

const ToldItem = ({ item, now }: { readonly item: Message['items'][number]; readonly now: number }) => {
  const t = useTranslations('messageCard');
  const literals = useTranslations('literals');
  const pool = asLiteral(item.pool);
  const twin = item.order?.twin;
  const left = twin?.dueAt == null ? undefined : Date.parse(twin.dueAt) - now;
  return (
    <li>
      <span className={styles['left']} data-over={left !== undefined && left < 0}>
        {left === undefined ? '—' : <Left ms={left} />}
      </span>
      <span>
        <b>{pool === undefined ? item.pool : literals(pool)}</b> · <Owner owner={item.owner} />
      </span>
      {twin == null ? <span /> : <GateRailMini states={railOf({ gates: twin.gates, held: twin.status === 'HELD' })} />}
      {item.order == null ? (
        <span className={styles['sub']}>{t('general')}</span>
      ) : (
        <a className={styles['link']} href={`/orders/${item.order.id}`}>
          <span className={styles['mono']}>{item.order.id}</span> {t('open')}
        </a>
      )}
    </li>
  );
};

const Left = ({ ms }: { readonly ms: number }) => {
  const t = useTranslations('messageCard');
  const words = useTranslations('span');
  const { unit, figure } = spanOf(Math.abs(ms));
  const span = words(unit, { figure });
  return <>{ms < 0 ? t('over', { span }) : t('left', { span })}</>;
};
