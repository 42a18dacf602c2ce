import { useTranslations } from 'next-intl';
import { nearTime } from '../format/time.ts';
import type { BuyerPageQuery } from '../gql/graphql.ts';
import { buyerSteps, headlineOf } from './buyer-steps.ts';
import { asCarrier, asLiteral } from '../words/codes.ts';
import styles from './door.module.css';

type Order = NonNullable<BuyerPageQuery['order']>;

/** One order as its buyer may see it: where it is, when it comes, each parcel's stops. */
export const BuyerOrder = ({ order, now }: { readonly order: Order; readonly now: number }) => {
  const t = useTranslations('buyer');
  const steps = useTranslations('buyerStep');
  const headlines = useTranslations('buyerHeadline');
  const headline = headlineOf(order);
  const promise = order.twin?.promisedShipAt;
  const eta = order.parcels
    .flatMap((parcel) => parcel.eta ?? [])
    .toSorted()
    .at(-1);
  return (
    <>
      <section className={styles['panel']}>
        <h1 className={styles['headline']}>{headlines(headline)}</h1>
        {headline !== 'signed' && headline !== 'cancelled' && eta !== undefined && (
          <p className={styles['sub']}>{t('eta', { time: nearTime(eta, now) })}</p>
        )}
        {eta === undefined && promise != null && (headline === 'preparing' || headline === 'routed') && (
          <p className={styles['sub']}>{t('promised', { time: nearTime(promise, now) })}</p>
        )}
        <p className={styles['sub']}>
          {t('number')} <span className={styles['mono']}>{order.platformOrderNo}</span>
        </p>
        <ol className={styles['steps']} aria-label={t('steps')}>
          {buyerSteps(order).map((step) => (
            <li key={step.key} data-reached={step.reachedAt !== undefined}>
              {steps(step.key)}
              {step.reachedAt !== undefined && <small>{nearTime(step.reachedAt, now)}</small>}
            </li>
          ))}
        </ol>
      </section>
      {order.parcels.map((parcel, index) => (
        <BuyerParcel key={parcel.id} parcel={parcel} title={t('parcel', { index: index + 1 })} now={now} />
      ))}
      <section className={styles['panel']}>
        <h2>{t('goods')}</h2>
        <ul className={styles['goods']}>
          {order.lines.map((line) => (
            <li key={line.title}>
              <span>{line.title}</span>
              <span>
                × {line.quantity}
                {line.cancelledQuantity > 0 && ` · ${t('cancelled', { count: line.cancelledQuantity })}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};

interface BuyerParcelProps {
  readonly parcel: Order['parcels'][number];
  readonly title: string;
  readonly now: number;
}

const BuyerParcel = ({ parcel, title, now }: BuyerParcelProps) => {
  const t = useTranslations('buyer');
  const carriers = useTranslations('carriers');
  const literals = useTranslations('literals');
  const wordOf = (kind: string): string => {
    const literal = asLiteral(kind);
    return literal === undefined ? kind : literals(literal);
  };
  const carrier = asCarrier(parcel.carrier);
  return (
    <section className={styles['panel']}>
      <h2>{title}</h2>
      {parcel.trackingNumber != null && (
        <p>
          {carrier === undefined ? parcel.carrier : carriers(carrier)} <span className={styles['mono']}>{parcel.trackingNumber}</span>
        </p>
      )}
      {parcel.signedAt != null && <p className={styles['sub']}>{t('signedAt', { time: nearTime(parcel.signedAt, now) })}</p>}
      {parcel.nodes.length === 0 ? (
        <p className={styles['sub']}>{t('noNodes')}</p>
      ) : (
        <ol className={styles['route']} aria-label={t('route')} reversed>
          {parcel.nodes.toReversed().map((node) => (
            <li key={node.id}>
              <time dateTime={node.reachedAt}>{nearTime(node.reachedAt, now)}</time>
              <span>
                <b>{wordOf(node.kind)}</b> {node.place}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};
