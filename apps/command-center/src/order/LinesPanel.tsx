'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { OrderReservationsDocument } from '../gql/graphql.ts';
import type { ChannelFieldsFragment, OwnFieldsFragment, ReservationFieldsFragment } from '../gql/graphql.ts';
import { Money } from '../parts/Money.tsx';
import { PartPanel, troubleOf } from '../parts/PartPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { Trouble } from '../parts/WidgetState.tsx';
import { preciseClock } from '../format/time.ts';
import { asLiteral } from '../words/codes.ts';
import { usePart } from './use-order.ts';
import styles from './side.module.css';

interface LinesPanelProps {
  readonly id: string;
  readonly query: UseQueryResult<OwnFieldsFragment | null>;
  readonly extensions: ChannelFieldsFragment['extensions'];
}

/** What was ordered, and whether stock stands behind each line. */
export const LinesPanel = ({ id, query, extensions }: LinesPanelProps) => {
  const t = useTranslations('lines');
  const more = useTranslations('orderLines');
  const literals = useTranslations('literals');
  const stock = usePart<ReservationFieldsFragment>({ id, name: 'reservations', document: OrderReservationsDocument });
  const stateOf = (lineNo: string): string | undefined => stock.data?.reservations.find((each) => each.lineNo === lineNo)?.state;
  return (
    <PartPanel
      id="lines"
      title={t('title')}
      query={query}
      empty={t('none')}
      isEmpty={(own) => own.lines.length === 0}
      finding={(own) => t('finding', { units: own.lines.reduce((sum, line) => sum + line.quantity, 0) })}
    >
      {(own) => (
        <>
          <PlainTable className={styles['lines']}>
            <thead>
              <tr>
                <th scope="col">{t('product')}</th>
                <th scope="col" className={styles['number']}>
                  {t('quantity')}
                </th>
                <th scope="col" className={styles['number']}>
                  {t('unitPrice')}
                </th>
                <th scope="col" className={styles['number']}>
                  {t('paid')}
                </th>
                <th scope="col">{t('stock')}</th>
              </tr>
            </thead>
            <tbody>
              {own.lines.map((line) => {
                const state = stateOf(line.lineNo);
                const known = state === undefined ? undefined : asLiteral(state);
                return (
                  <tr key={line.lineNo}>
                    <td>
                      {line.title}
                      <small className="mono">{line.sku}</small>
                    </td>
                    <td className={styles['number']}>
                      {line.quantity}
                      {line.cancelledQuantity > 0 && <small>{t('cancelled', { count: line.cancelledQuantity })}</small>}
                    </td>
                    <td className={styles['number']}>
                      <Money amount={line.unitPrice} />
                    </td>
                    <td className={styles['number']}>
                      <Money amount={line.paidShare} />
                    </td>
                    <td>
                      {state === undefined ? (
                        <span className={styles['over']}>—</span>
                      ) : (
                        <StateChip tone={state === 'SHORT' ? 'amber' : 'plain'}>{known === undefined ? state : literals(known)}</StateChip>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </PlainTable>
          {stock.isError && !stock.data && <Trouble {...troubleOf(stock.error)} onRetry={() => void stock.refetch()} />}
          {extensions.length > 0 && (
            <details className={styles['nodes']}>
              <summary>{more('extensions', { count: extensions.length })}</summary>
              <dl className={styles['extensions']}>
                {extensions.map(({ name, value }) => (
                  <div key={name}>
                    <dt className="mono">{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            </details>
          )}
          <p className={styles['quiet']}>
            {t('clocks', {
              submitted: own.submittedAt ? preciseClock(own.submittedAt) : '—',
              created: preciseClock(own.platformCreatedAt),
              received: preciseClock(own.receivedAt),
            })}
          </p>
        </>
      )}
    </PartPanel>
  );
};
